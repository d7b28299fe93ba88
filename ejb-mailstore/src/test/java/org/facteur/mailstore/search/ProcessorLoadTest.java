package org.facteur.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProcessorLoadTest {

    private final AtomicLong now = new AtomicLong();

    private boolean isFullOfOthers(int count, double load, Duration elapsed, Duration own) {
        ProcessorLoad processors = new ProcessorLoad(() -> load, now::get, count);
        now.addAndGet(elapsed.toNanos());
        return processors.isFullOfOthers(own);
    }

    @Test
    void othersWaitWhereNothingIsLeft() {
        assertThat(isFullOfOthers(2, 1.0, Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .isTrue();
        assertThat(isFullOfOthers(2, 1.0, Duration.ofSeconds(5), Duration.ofMillis(500)))
                .isTrue();
        assertThat(isFullOfOthers(16, 0.95, Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .isTrue();
    }

    @Test
    void nobodyWaitsWhereSomethingIsLeft() {
        assertThat(isFullOfOthers(2, 0.85, Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .isFalse();
        assertThat(isFullOfOthers(2, 0.5, Duration.ofSeconds(2), Duration.ofSeconds(2)))
                .isFalse();
        assertThat(isFullOfOthers(2, 0, Duration.ofSeconds(2), Duration.ZERO)).isFalse();
    }

    @Test
    void whoFillsTheOnlyProcessorNeedNotWaitForItself() {
        assertThat(isFullOfOthers(1, 1.0, Duration.ofSeconds(2), Duration.ofMillis(1_900)))
                .isFalse();
        assertThat(isFullOfOthers(1, 1.0, Duration.ofSeconds(2), Duration.ofSeconds(1)))
                .isTrue();
    }

    @Test
    void whatNobodyKnowsIsFull() {
        assertThat(isFullOfOthers(2, -1, Duration.ofSeconds(2), Duration.ZERO)).isTrue();
    }

    @Test
    void thisMachineKnows() {
        assertThat(ProcessorLoad.ofThisMachine().isFullOfOthers(Duration.ofDays(1)))
                .isFalse();
    }
}
