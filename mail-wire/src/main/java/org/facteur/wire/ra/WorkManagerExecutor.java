package org.facteur.wire.ra;

import io.netty.util.concurrent.FastThreadLocal;
import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkException;
import jakarta.resource.spi.work.WorkManager;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks on the threads of the application server, at most so many at once, first come first served.
 *
 * <p>A worker is one {@link Work} that takes tasks until there have been none for a moment: neither a busy adapter nor one whose
 * client asks, waits and asks again pays the dispatch of the {@link WorkManager} for each task, and an idle one holds no thread. Of the
 * workers that wait, the one that has waited least gets the next task, so that the others end. How many tasks may wait is not limited
 * here: a connection has one at most.
 *
 * <p>A task is left to others only if the server has taken one of their workers: those that it is being asked for may all be refused.
 */
public final class WorkManagerExecutor implements Executor, AutoCloseable {

    /**
     * The most workers of all adapters together: the server runs 199 works at once on a pool that it uses itself, too.
     */
    public static final int MAX_WORKERS = 150;

    private static final System.Logger LOG = System.getLogger(WorkManagerExecutor.class.getName());
    private static final AtomicInteger RESERVED = new AtomicInteger();

    /** Longer than a client nearby takes to say the next thing. */
    private static final Duration PATIENCE = Duration.ofMillis(100);

    private final WorkManager workManager;
    private final int limit;
    private final long patience;
    private final Deque<Runnable> tasks = new ArrayDeque<>();
    /** Those who wait, the last to come first; there is a task that waits only if this is empty. */
    private final Deque<Worker> waiting = new ArrayDeque<>();

    /** Those that the server has taken, and those that it is being asked for. */
    private int workers;

    /** Those that the server has taken; none of them ends while a task waits, unless there are more than allowed. */
    private int taken;

    private boolean closed;

    /**
     * @param limit how many tasks run at once
     * @throws IllegalArgumentException with a sentence, when the adapters together want more than {@value #MAX_WORKERS}
     */
    public WorkManagerExecutor(WorkManager workManager, int limit) {
        this(workManager, limit, PATIENCE);
    }

    /** @param patience how long a worker waits for another task */
    WorkManagerExecutor(WorkManager workManager, int limit, Duration patience) {
        int total = RESERVED.addAndGet(limit);
        if (total > MAX_WORKERS) {
            RESERVED.addAndGet(-limit);
            throw new IllegalArgumentException(
                    "All listeners together want " + total + " workers, " + MAX_WORKERS + " are the most");
        }
        this.workManager = workManager;
        this.limit = limit;
        this.patience = patience.toNanos();
    }

    /** @throws RejectedExecutionException when the server gives no thread, which may pass, or this executor is closed */
    @Override
    public void execute(Runnable task) {
        synchronized (tasks) {
            if (closed) {
                throw new RejectedExecutionException("closed");
            }
            Worker free = waiting.pollFirst();
            if (free != null) {
                free.hand(task);
                return;
            }
            tasks.addLast(task);
            if (taken > 0 && workers >= limit) {
                return;
            }
            workers++;
        }
        Worker worker = new Worker();
        try {
            workManager.scheduleWork(worker);
            worker.enlist();
        } catch (WorkException | RuntimeException e) {
            workerRefused(task, e);
        }
    }

    /** Without a new worker the task waits for those that the server has taken, if there are any. */
    private void workerRefused(Runnable task, Exception cause) {
        synchronized (tasks) {
            workers--;
            if (taken > 0 || !tasks.removeLastOccurrence(task)) {
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
            waiting.forEach(Worker::wake);
        }
        RESERVED.addAndGet(-limit);
    }

    private final class Worker implements Work {

        private volatile boolean released;
        private volatile @Nullable Thread thread;
        /** What somebody has given it while it waited; guarded by the tasks. */
        private @Nullable Runnable handed;
        /** Whether it is among those taken; guarded by the tasks. */
        private boolean enlisted;

        /** The server has taken it; it may run before the server says so. */
        void enlist() {
            synchronized (tasks) {
                taken += enlisted ? 0 : 1;
                enlisted = true;
            }
        }

        @Override
        public void run() {
            thread = Thread.currentThread();
            enlist();
            try {
                for (Runnable task = next(); task != null; task = next()) {
                    run(task);
                }
            } finally {
                thread = null;
                // The thread is not ours: what Netty keeps for it must not outlive the application.
                FastThreadLocal.removeAll();
            }
        }

        private void run(Runnable task) {
            try {
                task.run();
            } catch (Throwable e) {
                LOG.log(Level.ERROR, "A task failed: " + e);
            }
        }

        /** Waits for a task for a moment; null if there is none. */
        private @Nullable Runnable next() {
            synchronized (tasks) {
                boolean dismissed = released || taken > limit;
                Runnable task = dismissed ? null : tasks.pollFirst();
                if (task != null) {
                    return task;
                }
                if (dismissed || closed) {
                    leave();
                    return null;
                }
                waiting.addFirst(this);
            }
            long end = System.nanoTime() + patience;
            while (true) {
                LockSupport.parkNanos(tasks, end - System.nanoTime());
                synchronized (tasks) {
                    Runnable task = handed;
                    if (task != null) {
                        handed = null;
                        return task;
                    }
                    if (released || closed || end - System.nanoTime() <= 0) {
                        waiting.remove(this);
                        leave();
                        return null;
                    }
                }
            }
        }

        private void leave() {
            workers--;
            taken--;
        }

        void hand(Runnable task) {
            handed = task;
            wake();
        }

        void wake() {
            LockSupport.unpark(thread);
        }

        /** The server stops: the task that runs is finished, the others are left. */
        @Override
        public void release() {
            released = true;
            wake();
        }
    }
}
