package org.facteur.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutageLogTest {

    private final AtomicLong clock = new AtomicLong(Long.MAX_VALUE - 5);
    private final Lines lines = new Lines();
    private final OutageLog outage = new OutageLog(lines, clock::get);

    @Test
    void theFirstIsSaidAtOnceAndTheNextOnesAreCounted() {
        for (int i = 0; i < 1_000; i++) {
            outage.warn("It is gone");
        }
        assertThat(lines.said).containsExactly("It is gone");

        clock.addAndGet(Duration.ofSeconds(10).toNanos());
        outage.warn("It is gone");
        outage.warn("It is gone");

        assertThat(lines.said).containsExactly("It is gone", "It is gone (and 999 times more since the last line)");
    }

    @Test
    void whatComesSeldomIsSaidAsItIs() {
        outage.warn("One thing");
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        outage.warn("Another");

        assertThat(lines.said).containsExactly("One thing", "Another");
    }

    private static final class Lines implements System.Logger {

        private final List<String> said = new ArrayList<>();

        @Override
        public String getName() {
            return "lines";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            said.add(message);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object... parameters) {
            said.add(format);
        }
    }
}
