package org.facteur.mailstore.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupCommitTest {

    private final SteppedForce force = new SteppedForce();
    private final GroupCommit commits = new GroupCommit(force);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicLong clock = new AtomicLong();

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void whoComesWhileTheFileIsForcedWaitsForTheNextForceAndAllOfThemForOne() throws Exception {
        Future<Void> first = commit();
        force.awaitBegun(1);
        List<Future<Void>> next = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            next.add(commit());
        }
        awaitWaiting(21);

        force.endOne();
        first.get(10, TimeUnit.SECONDS);
        force.awaitBegun(2);
        assertThat(next).noneMatch(Future::isDone);

        force.endOne();
        for (Future<Void> each : next) {
            each.get(10, TimeUnit.SECONDS);
        }
        assertThat(force.begun.get()).isEqualTo(2);
    }

    @Test
    void aForceWaitsForTransactionsThatAreUnderWay() throws Exception {
        GroupCommit patient = new GroupCommit(force, clock::get, Duration.ofMinutes(1));
        forceForAMinute(patient);

        patient.opened();
        patient.opened();
        Future<Void> second = commit(patient);
        await().until(() -> patient.waiting() == 1);
        patient.closed();
        Future<Void> third = commit(patient);
        await().until(() -> patient.waiting() == 2);
        assertThat(force.begun.get()).isEqualTo(1);

        patient.closed();
        force.awaitBegun(2);
        force.endOne();
        second.get(10, TimeUnit.SECONDS);
        third.get(10, TimeUnit.SECONDS);
        assertThat(force.begun.get()).isEqualTo(2);
    }

    @Test
    void aForceDoesNotWaitLongerThanTheLastOneTook() throws Exception {
        GroupCommit patient = new GroupCommit(force, () -> 0, Duration.ofMinutes(1));
        patient.opened();

        Future<Void> first = commit(patient);

        force.awaitBegun(1);
        force.endOne();
        first.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whatLastsIsNotWaitedForAgain() throws Exception {
        GroupCommit patient = new GroupCommit(force, clock::get, Duration.ofMinutes(1));
        patient.opened();
        forceForAMinute(patient);

        Future<Void> second = commit(patient);

        force.awaitBegun(2);
        force.endOne();
        second.get(10, TimeUnit.SECONDS);
    }

    @Test
    void aForceThatFailsFailsWhoWaitsForItAndEverybodyAfter() throws Exception {
        Future<Void> first = commit();
        force.awaitBegun(1);
        Future<Void> second = commit();
        awaitWaiting(2);

        force.failing = true;
        force.endOne();

        for (Future<Void> each : List.of(first, second)) {
            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> each.get(10, TimeUnit.SECONDS))
                    .havingCause()
                    .isInstanceOf(SQLException.class)
                    .withMessageContaining("disk of glass");
        }
        force.failing = false;
        assertThatExceptionOfType(SQLException.class).isThrownBy(commits::awaitDurable);
        assertThat(commits.isPossible()).isFalse();
        assertThat(force.begun.get()).isEqualTo(1);
        assertThat(force.abandoned.get()).isEqualTo(1);
    }

    /** The first force of a group: the next one may wait as long as it took. */
    private void forceForAMinute(GroupCommit group) throws Exception {
        Future<Void> first = commit(group);
        force.awaitBegun(1);
        clock.addAndGet(Duration.ofMinutes(1).toNanos());
        force.endOne();
        first.get(10, TimeUnit.SECONDS);
    }

    private Future<Void> commit() {
        return commit(commits);
    }

    private Future<Void> commit(GroupCommit group) {
        Callable<Void> call = () -> {
            group.awaitDurable();
            return null;
        };
        return threads.submit(call);
    }

    private void awaitWaiting(int count) {
        await().until(() -> commits.waiting() == count);
    }

    /** Ends one force when it is told to. */
    private static final class SteppedForce implements GroupCommit.FileForce {

        private final AtomicInteger begun = new AtomicInteger();
        private final AtomicInteger abandoned = new AtomicInteger();
        private final Semaphore steps = new Semaphore(0);
        private volatile boolean failing;

        @Override
        public void run() {
            begun.incrementAndGet();
            steps.acquireUninterruptibly();
            if (failing) {
                throw new IllegalStateException("disk of glass");
            }
        }

        @Override
        public void write() {
            // There is nothing to write.
        }

        @Override
        public void tidy() {
            // There is nothing to put in order.
        }

        @Override
        public boolean isPossible() {
            return true;
        }

        @Override
        public void abandon() {
            abandoned.incrementAndGet();
        }

        void endOne() {
            steps.release();
        }

        void awaitBegun(int count) {
            await().until(() -> begun.get() >= count);
        }
    }
}
