package org.facteur.smtp.relay;

import io.netty.channel.EventLoop;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.api.MailStoreException;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.queue.Report;

/**
 * Tells the application how attempts have ended, until it takes each word: a database that is away for a while makes nobody get a message
 * twice. Meanwhile the leases are renewed.
 */
final class Reporter {

    private static final System.Logger LOG = System.getLogger(Reporter.class.getName());

    private static final long FIRST_PAUSE = 500;
    private static final long LONGEST_PAUSE = 15_000;

    private final QueueListener listener;
    private final ClaimedLeases leases;
    private final EventLoop clock;
    private final Executor workers;
    private final AtomicInteger waiting = new AtomicInteger();
    private volatile boolean isClosed;

    Reporter(QueueListener listener, ClaimedLeases leases, EventLoop clock, Executor workers) {
        this.listener = listener;
        this.leases = leases;
        this.clock = clock;
        this.workers = workers;
    }

    /** Reports that have not been taken yet. */
    int waiting() {
        return waiting.get();
    }

    /** Repeats nothing from now on: what has not been taken is found out when its lease ends. */
    void close() {
        isClosed = true;
        if (waiting.get() > 0) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} outcomes could not be written down; what they tell of may be sent again",
                    waiting.get());
        }
    }

    void report(Report report) {
        if (report.outcomes().isEmpty()) {
            return;
        }
        waiting.incrementAndGet();
        attempt(report, FIRST_PAUSE);
    }

    private void attempt(Report report, long pause) {
        try {
            workers.execute(() -> {
                try {
                    listener.report(report);
                    leases.remove(report);
                    waiting.decrementAndGet();
                } catch (MailStoreException | RuntimeException e) {
                    later(report, pause);
                }
            });
        } catch (RejectedExecutionException e) {
            later(report, pause);
        }
    }

    private void later(Report report, long pause) {
        if (isClosed) {
            return;
        }
        clock.schedule(() -> attempt(report, Math.min(LONGEST_PAUSE, 2 * pause)), pause, TimeUnit.MILLISECONDS);
    }
}
