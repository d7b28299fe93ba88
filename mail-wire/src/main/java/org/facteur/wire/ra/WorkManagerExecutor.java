package org.facteur.wire.ra;

import io.netty.util.concurrent.FastThreadLocal;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs tasks on the threads of the application server, at most so many at once, first come first served.
 *
 * <p>A worker is one {@link Work} that takes tasks until there are none: a busy adapter does not pay the dispatch of the
 * {@link WorkManager} for each task, and an idle one holds no thread. How many tasks may wait is not limited here: a connection has
 * one at most.
 */
public final class WorkManagerExecutor implements Executor, AutoCloseable {

    /**
     * The most workers of all adapters together: the server runs 199 works at once on a pool that it uses itself, too.
     */
    public static final int MAX_WORKERS = 150;

    private static final System.Logger LOG = System.getLogger(WorkManagerExecutor.class.getName());
    private static final AtomicInteger RESERVED = new AtomicInteger();

    private final WorkManager workManager;
    private final int limit;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private int workers;
    private boolean closed;

    /**
     * @param limit how many tasks run at once
     * @throws IllegalArgumentException with a sentence, when the adapters together want more than {@value #MAX_WORKERS}
     */
    public WorkManagerExecutor(WorkManager workManager, int limit) {
        int total = RESERVED.addAndGet(limit);
        if (total > MAX_WORKERS) {
            RESERVED.addAndGet(-limit);
            throw new IllegalArgumentException(
                    "All listeners together want " + total + " workers, " + MAX_WORKERS + " are the most");
        }
        this.workManager = workManager;
        this.limit = limit;
    }

    /** @throws RejectedExecutionException when the server gives no thread, which may pass, or this executor is closed */
    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            if (closed) {
                throw new RejectedExecutionException("closed");
            }
            tasks.addLast(task);
            if (workers == limit) {
                return;
            }
            workers++;
        }
        try {
            workManager.scheduleWork(new Worker());
        } catch (WorkException | RuntimeException e) {
            workerRefused(task, e);
        }
    }

    /** Without a new worker the task waits for those that run, if there are any. */
    private void workerRefused(Runnable task, Exception cause) {
        synchronized (tasks) {
            workers--;
            if (workers > 0 || !tasks.removeLastOccurrence(task)) {
                return;
            }
        }
        throw new RejectedExecutionException("The server has no thread for this task", cause);
    }

    /** Takes no more tasks, and gives its share of the workers back. */
    @Override
    public void close() {
        synchronized (tasks) {
            if (closed) {
                return;
            }
            closed = true;
        }
        RESERVED.addAndGet(-limit);
    }

    private final class Worker implements Work {

        private volatile boolean released;

        @Override
        public void run() {
            try {
                while (runNext()) {}
            } finally {
                // The thread is not ours: what Netty keeps for it must not outlive the application.
                FastThreadLocal.removeAll();
            }
        }

        private boolean runNext() {
            Runnable task;
            synchronized (tasks) {
                task = released ? null : tasks.pollFirst();
                if (task == null) {
                    workers--;
                    return false;
                }
            }
            try {
                task.run();
            } catch (Throwable e) {
                LOG.log(Level.ERROR, "A task failed: " + e);
            }
            return true;
        }

        /** The server stops: the task that runs is finished, the others are left. */
        @Override
        public void release() {
            released = true;
        }
    }
}
