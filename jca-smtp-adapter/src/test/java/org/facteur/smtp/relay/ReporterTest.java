package org.facteur.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.Report;
import org.facteur.api.queue.Report.Reach;
import org.junit.jupiter.api.Test;

/** Outcomes that the application does not take. */
class ReporterTest {

    private final EmbeddedChannel clock = new EmbeddedChannel();
    private final MemoryQueue queue = new MemoryQueue();
    private final AtomicInteger attempts = new AtomicInteger();
    private final Reporter reporter = new Reporter(queue, new ClaimedLeases(), clock.eventLoop(), work -> {
        attempts.incrementAndGet();
        work.run();
    });

    private void hourPasses() {
        for (int minute = 0; minute < 60; minute++) {
            clock.advanceTimeBy(1, TimeUnit.MINUTES);
            clock.runScheduledPendingTasks();
        }
    }

    @Test
    void nothingIsRepeatedAfterTheEnd() {
        queue.deaf(true);
        reporter.report(new Report(1, 1, "there.test", Reach.UNTRIED, List.of(new Outcome.Untried(1))));
        hourPasses();
        assertThat(attempts).as("until then it is").hasValueGreaterThan(1);

        reporter.close();
        hourPasses();
        int last = attempts.get();
        hourPasses();

        assertThat(attempts).hasValue(last);
    }
}
