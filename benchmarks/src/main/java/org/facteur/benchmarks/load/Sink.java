package org.facteur.benchmarks.load;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Postfix's {@code smtp-sink} on all addresses of this machine: takes every message, throws it away, and tells how many they were. */
final class Sink implements AutoCloseable {

    private static final String BACKLOG = "500";
    private static final Pattern COUNT = Pattern.compile("mesg=\\s*(\\d+)\r");
    private static final int LONGEST_WORD = 200;

    private final Process process;
    private final Thread reader;
    private long messages;

    private Sink(Process process) {
        this.process = process;
        this.reader = new Thread(this::read, "sink");
    }

    static Sink start(int port) throws IOException {
        Process process = new ProcessBuilder("smtp-sink", "-c", "-4", "-u", "nobody", ":" + port, BACKLOG)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Sink sink = new Sink(process);
        sink.reader.setDaemon(true);
        sink.reader.start();
        return sink;
    }

    /** Its counters come one behind the other, each line ended by a carriage return only. */
    private void read() {
        StringBuilder text = new StringBuilder();
        byte[] octets = new byte[1 << 13];
        try (InputStream output = process.getInputStream()) {
            for (int read = output.read(octets); read > 0; read = output.read(octets)) {
                for (int i = 0; i < read; i++) {
                    text.append((char) octets[i]);
                }
                Matcher matcher = COUNT.matcher(text);
                while (matcher.find()) {
                    took(Long.parseLong(matcher.group(1)));
                }
                text.delete(0, Math.max(text.lastIndexOf("\r") + 1, text.length() - LONGEST_WORD));
            }
        } catch (IOException e) {
            // It has ended: who waits for more is told when the time is over.
        }
    }

    private synchronized void took(long count) {
        messages = count;
        notifyAll();
    }

    synchronized long messages() {
        return messages;
    }

    /** Waits until so many messages have come since the start. */
    synchronized void await(long count, int seconds) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (messages < count) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                throw new TimeoutException("Of " + count + " messages " + messages + " have arrived");
            }
            wait(left);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
