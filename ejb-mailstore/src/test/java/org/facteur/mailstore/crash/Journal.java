package org.facteur.mailstore.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a process has said until it ended. */
final class Journal {

    /** What one thread has said: which changes were acknowledged, and which one it was about. */
    static final class Entries {

        private final List<Change> acknowledged = new ArrayList<>();
        private Change open;

        List<Change> acknowledged() {
            return acknowledged;
        }

        /** Begun, and not acknowledged. */
        Optional<Change> open() {
            return Optional.ofNullable(open);
        }
    }

    private final List<Entries> threads = new ArrayList<>();
    private final List<String> rest = new ArrayList<>();
    private long acknowledgements;
    private boolean ended;

    Journal() {
        for (int thread = 0; thread < CrashLoad.THREADS; thread++) {
            threads.add(new Entries());
        }
    }

    /** Reads to the end. */
    void readAll(InputStream output) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.US_ASCII))) {
            String line;
            while ((line = lines.readLine()) != null) {
                read(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            end();
        }
    }

    private synchronized void end() {
        ended = true;
        notifyAll();
    }

    private synchronized void read(String line) {
        if (line.matches("B \\d .*")) {
            thread(line).open = Change.parse(line.substring(4));
        } else if (line.matches("A \\d")) {
            Entries entries = thread(line);
            entries.acknowledged.add(entries.open);
            entries.open = null;
            acknowledgements++;
            notifyAll();
        } else {
            rest.add(line);
        }
    }

    private Entries thread(String line) {
        return threads.get(line.charAt(2) - '0');
    }

    /** Waits for that many acknowledgements, or the end. */
    synchronized void await(long count) throws InterruptedException {
        while (acknowledgements < count && !ended) {
            wait();
        }
    }

    synchronized long acknowledgements() {
        return acknowledgements;
    }

    /** Whatever else it has said: failures, and the log. */
    synchronized List<String> rest() {
        return List.copyOf(rest);
    }

    synchronized Entries of(int thread) {
        return threads.get(thread);
    }
}
