package org.facteur.mailstore.database;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes the commits of many threads durable together: one thread forces the file for all who wait, while the next ones gather.
 * Nobody is let go before a force has ended that began after he came. The thread is nobody else's, since a thread that is
 * interrupted while it writes closes the file; it ends when nothing has been committed for a while.
 *
 * <p>A force that fails may have lost what it was to write, and a second one would not say so: from then on every commit fails,
 * until the database has been opened again.
 */
final class GroupCommit {

    /** SQLSTATE of a transaction whose outcome is not known (ISO/IEC 9075). */
    private static final String UNKNOWN_OUTCOME = "08007";

    private static final long IDLE = Duration.ofSeconds(10).toNanos();
    private static final long TIDY = Duration.ofSeconds(1).toNanos();

    /** The longest that a force waits for transactions that are about to commit. */
    private static final Duration GATHERING = Duration.ofMillis(5);

    /** How long a write keeps others from beginning a step, each time that it tries. */
    private static final long PATIENCE_MILLIS = 5;

    private final FileForce force;
    /** Nanoseconds. */
    private final LongSupplier clock;

    private final long gathering;
    /** Shared by the steps that change tables, and exclusive for writing them. Fair, so that writing has its turn. */
    private final ReentrantReadWriteLock changes = new ReentrantReadWriteLock(true);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wanted = lock.newCondition();
    private final Condition ended = lock.newCondition();
    /** Transactions that have changed or locked something, and have not committed yet. */
    private int open;

    /** So many of them were there still when a force did not wait any longer: they last, and the next one does not wait for them. */
    private int lasting;

    private int waiting;
    private boolean running;
    /** Nanoseconds that writing and forcing took the last time. */
    private long cost;

    private long begun;
    private long asked;
    private long durable;
    private @Nullable Throwable failure;

    /** Writes to the disk what has been committed so far. */
    interface FileForce {

        void run();

        /** Writes what is in memory, of all tables as of one moment: nothing is changed meanwhile. */
        void write();

        /**
         * Called about once a second while there are commits, and for a while after: the time to put the file in order. Who commits
         * waits meanwhile.
         */
        void tidy();

        /** Whether the database is open still. */
        boolean isPossible();

        /** Called once, when {@link #run} has failed: the database is of no use any more. */
        void abandon();
    }

    /** A step that changes tables. */
    interface Step {

        @Nullable
        Object run() throws Throwable;
    }

    GroupCommit(FileForce force) {
        this(force, System::nanoTime, GATHERING);
    }

    /** @param gathering the longest that a force waits for transactions that are about to commit */
    GroupCommit(FileForce force, LongSupplier clock, Duration gathering) {
        this.force = force;
        this.clock = clock;
        this.gathering = gathering.toNanos();
    }

    /**
     * Runs a step that changes tables, wholly before or wholly after they are written: H2 takes one table after the other, and would
     * write the change of one without that of the next, nor how to undo it.
     */
    @Nullable
    Object changing(Step step) throws Throwable {
        changes.readLock().lock();
        try {
            return step.run();
        } finally {
            changes.readLock().unlock();
        }
    }

    /** A step may wait for a row whose owner has further steps to go: so this lets others pass again and again. */
    private void writeUndisturbed() {
        try {
            while (!changes.writeLock().tryLock(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
                Thread.onSpinWait();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted before the file was written", e);
        }
        try {
            force.write();
        } finally {
            changes.writeLock().unlock();
        }
    }

    /** A transaction begins to change or to lock something: it will probably commit soon. */
    void opened() {
        lock.lock();
        try {
            open++;
        } finally {
            lock.unlock();
        }
    }

    /** A transaction that had {@linkplain #opened begun} has committed or has been rolled back. */
    void closed() {
        lock.lock();
        try {
            open--;
            lasting = Math.min(lasting, open);
            if (open == lasting) {
                wanted.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when everything that this thread has committed is on the disk.
     *
     * @throws SQLException if it may not be
     */
    void awaitDurable() throws SQLException {
        lock.lock();
        try {
            long mine = begun + 1;
            asked = Math.max(asked, mine);
            if (!running && failure == null) {
                start();
            }
            wanted.signal();
            waiting++;
            while (durable < mine && failure == null) {
                ended.awaitUninterruptibly();
            }
            waiting--;
            if (durable < mine) {
                throw new SQLException("The commit may not be on the disk: " + failure, UNKNOWN_OUTCOME, failure);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether a commit can be durable still. */
    boolean isPossible() {
        lock.lock();
        try {
            return failure == null && force.isPossible();
        } finally {
            lock.unlock();
        }
    }

    /** How many wait now. */
    int waiting() {
        lock.lock();
        try {
            return waiting;
        } finally {
            lock.unlock();
        }
    }

    private void start() {
        Thread thread = new Thread(this::forceForOthers, "facteur-group-commit");
        thread.setDaemon(true);
        // It outlives whoever commits first, and needs nothing of him.
        thread.setContextClassLoader(null);
        thread.start();
        running = true;
    }

    private void forceForOthers() {
        lock.lock();
        try {
            long tidied = System.nanoTime();
            long forced = tidied;
            while (failure == null && (asked > durable || System.nanoTime() - forced < IDLE)) {
                if (asked > durable) {
                    forceOnce();
                    forced = System.nanoTime();
                } else {
                    wanted.awaitNanos(TIDY);
                }
                if (failure == null && System.nanoTime() - tidied >= TIDY) {
                    isDone(() -> {
                        force.tidy();
                        writeUndisturbed();
                    });
                    tidied = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            // Who waits, or who comes next, has another thread.
        } finally {
            running = false;
            if (asked > durable && failure == null) {
                start();
            }
            lock.unlock();
        }
    }

    private void forceOnce() throws InterruptedException {
        gather();
        long mine = ++begun;
        long start = clock.getAsLong();
        if (isDone(() -> {
            writeUndisturbed();
            force.run();
        })) {
            durable = mine;
        }
        cost = clock.getAsLong() - start;
        ended.signalAll();
    }

    /**
     * Waits for transactions that are under way, as long at most as a force takes: without it they would wait as long for the force
     * that they have missed. What a chunk costs hardly depends on how many commits are in it.
     */
    private void gather() throws InterruptedException {
        long left = Math.min(cost, gathering);
        while (open > lasting && left > 0) {
            left = wanted.awaitNanos(left);
        }
        lasting = open;
    }

    private boolean isDone(Runnable work) {
        @Nullable Throwable thrown = null;
        lock.unlock();
        try {
            work.run();
        } catch (Throwable e) { // whatever it is, nobody who waits may take it for a success
            thrown = e;
        } finally {
            lock.lock();
        }
        if (thrown != null) {
            failure = thrown;
            force.abandon();
            ended.signalAll();
        }
        return thrown == null;
    }
}
