package org.facteur.micro;

import java.io.PrintStream;
import java.time.Duration;

/** Shows how far work is: one line that is written again and again on a terminal, elsewhere a line from time to time. */
final class ProgressLine {
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration ELSEWHERE = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean terminal;
    private long next = System.nanoTime();
    private int shown;

    ProgressLine(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    void show(String sentence) {
        if (System.nanoTime() - next < 0) {
            return;
        }
        next = System.nanoTime() + (terminal ? ON_TERMINAL : ELSEWHERE).toNanos();
        if (terminal) {
            out.print("\r" + sentence + " ".repeat(Math.max(0, shown - sentence.length())));
            shown = sentence.length();
        } else {
            out.println(sentence);
        }
        out.flush();
    }

    /** What is written next begins a line of its own. */
    void end() {
        if (shown > 0) {
            out.print("\r" + " ".repeat(shown) + "\r");
            shown = 0;
        }
    }
}
