package org.facteur.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProcessorLoadTest {

    private final AtomicLong now = new AtomicLong();

    private double ofOthers(double load, Duration elapsed, Duration own) {
        ProcessorLoad processors = new ProcessorLoad(() -> load, now::get, 4);
        now.addAndGet(elapsed.toNanos());
        return processors.ofOthers(own);
    }

    @Test
    void whatTheAskerUsedIsNotOfOthers() {
        assertThat(ofOthers(0.75, Duration.ofSeconds(2), Duration.ofSeconds(2))).isCloseTo(0.5, within(1e-9));
        assertThat(ofOthers(0.75, Duration.ofSeconds(2), Duration.ofSeconds(1))).isCloseTo(0.625, within(1e-9));
        assertThat(ofOthers(0.2, Duration.ofSeconds(2), Duration.ofSeconds(2))).isZero();
    }

    @Test
    void whatNobodyKnowsIsBusy() {
        assertThat(ofOthers(-1, Duration.ofSeconds(2), Duration.ZERO)).isEqualTo(1);
    }

    @Test
    void thisMachineKnows() {
        assertThat(ProcessorLoad.ofThisMachine().ofOthers(Duration.ZERO)).isBetween(0.0, 1.0);
    }
}
