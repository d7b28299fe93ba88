package org.facteur.benchmarks.load;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.LongAdder;

/** Clients that each repeat one step on a connection of their own until the time is up. */
final class Steady {

    /** Opens what one client needs. */
    interface Opening<C> {

        C open(int client) throws IOException;
    }

    /** One repetition; returns how much it counts. */
    interface Step<C> {

        long run(C connection, long repetition) throws IOException;
    }

    private Steady() {}

    /** How much was done in a second, all clients together; connections are opened before the time begins. */
    static <C extends Closeable> double rate(int clients, double seconds, Opening<C> opening, Step<C> step)
            throws Exception {
        LongAdder done = new LongAdder();
        CyclicBarrier ready = new CyclicBarrier(clients);
        long[] begun = new long[clients];
        long[] ended = new long[clients];
        Crew.seconds(clients, client -> {
            try (C connection = opening.open(client)) {
                ready.await();
                begun[client] = System.nanoTime();
                long deadline = begun[client] + (long) (seconds * 1e9);
                for (long i = 0; System.nanoTime() < deadline; i++) {
                    done.add(step.run(connection, i));
                }
                ended[client] = System.nanoTime();
            }
        });
        long first = Arrays.stream(begun).min().orElseThrow();
        long last = Arrays.stream(ended).max().orElseThrow();
        return done.sum() / ((last - first) / 1e9);
    }
}
