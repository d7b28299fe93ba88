package org.facteur.wire.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkManager;
import jakarta.resource.spi.work.WorkRejectedException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.facteur.wire.ra.EndpointHost.Fault;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class WorkManagerExecutorTest {

    private static final Duration TEN_SECONDS = Duration.ofSeconds(10);

    private final EndpointHost<Runnable> host = new EndpointHost<>(Runnable.class, () -> {});
    private final List<WorkManagerExecutor> executors = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    private WorkManagerExecutor executor(int limit) {
        return executor(limit, Duration.ofMillis(1));
    }

    private WorkManagerExecutor executor(int limit, Duration patience) {
        WorkManagerExecutor executor = new WorkManagerExecutor(host.workManager(), limit, patience);
        executors.add(executor);
        return executor;
    }

    @AfterEach
    void giveEverythingBack() {
        executors.forEach(WorkManagerExecutor::close);
        host.close();
        threads.shutdown();
    }

    @Test
    void noMoreTasksThanAllowedRunAtOnceAndAllOfThemRun() throws Exception {
        WorkManagerExecutor executor = executor(3);
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(500);
        for (int i = 0; i < 500; i++) {
            executor.execute(() -> {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                Thread.yield();
                running.decrementAndGet();
                done.countDown();
            });
        }
        done.await();
        assertThat(most).hasValueBetween(1, 3);
    }

    @Test
    void firstComeFirstServed() {
        WorkManagerExecutor executor = executor(1);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 200; i++) {
            int number = i;
            executor.execute(() -> order.add(number));
        }
        await().until(() -> order.size() == 200);
        assertThat(order).isEqualTo(IntStream.range(0, 200).boxed().toList());
    }

    @Test
    void aTaskThatFailsTakesNoWorkerWithIt() {
        WorkManagerExecutor executor = executor(1);
        AtomicInteger ran = new AtomicInteger();
        executor.execute(() -> {
            throw new IllegalStateException("a defect");
        });
        executor.execute(ran::incrementAndGet);
        await().untilAtomic(ran, org.hamcrest.Matchers.is(1));
    }

    @Test
    void aServerWithoutThreadsRefusesAndLaterAccepts() {
        WorkManagerExecutor executor = executor(2);
        AtomicInteger ran = new AtomicInteger();
        host.fault = Fault.NO_WORK;
        assertThatThrownBy(() -> executor.execute(ran::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
        host.fault = Fault.NONE;
        executor.execute(ran::incrementAndGet);
        await().untilAtomic(ran, org.hamcrest.Matchers.is(1));
    }

    @Test
    void aWorkerThatWaitsTakesTheNextTaskAndTheServerIsNotAsked() {
        WorkManagerExecutor executor = executor(2, Duration.ofMinutes(1));
        AtomicInteger ran = new AtomicInteger();
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        for (int i = 1; i <= 3; i++) {
            executor.execute(() -> {
                threads.add(Thread.currentThread());
                ran.incrementAndGet();
            });
            await().untilAtomic(ran, org.hamcrest.Matchers.is(i));
            // It waits in a moment: until then a task would go to a new worker.
            await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
            host.fault = Fault.NO_WORK;
        }
        assertThat(threads).hasSize(1);
    }

    @Test
    void aWorkerThatHasWaitedLongEnoughEnds() {
        WorkManagerExecutor executor = executor(2);
        executor.execute(() -> {});
        host.fault = Fault.NO_WORK;
        await().until(() -> {
            try {
                executor.execute(() -> {});
                return false;
            } catch (RejectedExecutionException e) {
                return true;
            }
        });
        host.fault = Fault.NONE;
        AtomicInteger ran = new AtomicInteger();
        executor.execute(ran::incrementAndGet);
        await().untilAtomic(ran, org.hamcrest.Matchers.is(1));
    }

    @Test
    void noTaskIsLostBetweenAWorkerThatGoesAndTheNext() {
        WorkManagerExecutor executor = executor(2, Duration.ofNanos(1));
        AtomicInteger ran = new AtomicInteger();
        for (int i = 1; i <= 2_000; i++) {
            executor.execute(ran::incrementAndGet);
            if (i % 3 == 0) {
                Thread.yield();
            }
        }
        await().untilAtomic(ran, org.hamcrest.Matchers.is(2_000));
    }

    @Test
    void whileAWorkerRunsATaskWaitsForItWhenThereIsNoOther() throws Exception {
        WorkManagerExecutor executor = executor(2);
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch second = new CountDownLatch(1);
        executor.execute(() -> {
            held.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        held.await();
        host.fault = Fault.NO_WORK;
        executor.execute(second::countDown);
        hold.countDown();
        second.await();
        assertThat(second.getCount()).isZero();
    }

    /** A server that answers two who ask for a worker when both have come, and keeps their works for the test to run. */
    private static final class Pair implements InvocationHandler {

        final List<Work> works = Collections.synchronizedList(new ArrayList<>());
        private final CountDownLatch come = new CountDownLatch(2);
        private final boolean refuses;

        Pair(boolean refuses) {
            this.refuses = refuses;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Exception {
            come.countDown();
            assertThat(come.await(10, TimeUnit.SECONDS)).as("both have come").isTrue();
            if (refuses) {
                throw new WorkRejectedException("no thread");
            }
            works.add((Work) arguments[0]);
            return 0L;
        }

        WorkManagerExecutor executor(int limit) {
            WorkManager manager = (WorkManager) Proxy.newProxyInstance(
                    WorkManager.class.getClassLoader(), new Class<?>[] {WorkManager.class}, this);
            return new WorkManagerExecutor(manager, limit, Duration.ofMillis(1));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void whoeverIsRefusedTogetherHearsOfIt(int limit) {
        try (WorkManagerExecutor executor = new Pair(true).executor(limit)) {
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> executor.execute(() -> {}), threads);
            CompletableFuture<Void> second = CompletableFuture.runAsync(() -> executor.execute(() -> {}), threads);
            assertThat(first)
                    .failsWithin(TEN_SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(RejectedExecutionException.class);
            assertThat(second)
                    .failsWithin(TEN_SECONDS)
                    .withThrowableThat()
                    .withCauseInstanceOf(RejectedExecutionException.class);
        }
    }

    @Test
    void whatTheServerTakesBeyondTheLimitEndsAndTheTasksAreLeftToTheOthers() {
        Pair server = new Pair(false);
        AtomicInteger ran = new AtomicInteger();
        try (WorkManagerExecutor executor = server.executor(1)) {
            CompletableFuture<Void> first =
                    CompletableFuture.runAsync(() -> executor.execute(ran::incrementAndGet), threads);
            CompletableFuture<Void> second =
                    CompletableFuture.runAsync(() -> executor.execute(ran::incrementAndGet), threads);
            assertThat(first).succeedsWithin(TEN_SECONDS);
            assertThat(second).succeedsWithin(TEN_SECONDS);
            server.works.get(0).run();
            assertThat(ran).hasValue(0);
            server.works.get(1).run();
            assertThat(ran).hasValue(2);
        }
    }

    @Test
    void allListenersTogetherLeaveTheServerItsThreads() {
        WorkManagerExecutor most = executor(WorkManagerExecutor.MAX_WORKERS);
        assertThatThrownBy(() -> executor(1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("All listeners together want 151 workers, 150 are the most");
        most.close();
        most.close();
        executor(1).execute(() -> {});
        assertThatThrownBy(() -> most.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
    }
}
