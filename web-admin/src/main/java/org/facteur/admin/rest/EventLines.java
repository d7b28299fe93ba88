package org.facteur.admin.rest;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * The answer of a call that takes long: a line for each event, a word and a sentence, as it happens. The words are {@code progress},
 * {@code found}, {@code mended}, {@code skipped}, and in the end {@code done} or {@code failed}.
 */
final class EventLines {

    /** Steps of progress come no faster. */
    private static final long PAUSE = Duration.ofMillis(500).toNanos();

    private final OutputStream out;
    private long next = System.nanoTime();

    EventLines(OutputStream out) {
        this.out = out;
    }

    void progress(String sentence) {
        if (System.nanoTime() - next >= 0) {
            next = System.nanoTime() + PAUSE;
            say("progress", sentence);
        }
    }

    void say(String word, String sentence) {
        try {
            out.write((word + " " + sentence.replaceAll("\\p{Cntrl}", " ") + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException clientGone) {
            throw new UncheckedIOException(clientGone);
        }
    }
}
