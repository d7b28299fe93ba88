package org.facteur.benchmarks.load;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Some clients that work at once, each on a thread of its own. */
final class Crew {

    /** What one client does. */
    interface Client {

        void run(int index) throws Exception;
    }

    private Crew() {}

    /**
     * Lets all clients work until the last is done.
     *
     * @return how long it took, in seconds
     */
    static double seconds(int clients, Client client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            long start = System.nanoTime();
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < clients; i++) {
                int index = i;
                running.add(threads.submit(() -> {
                    client.run(index);
                    return null;
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            return (System.nanoTime() - start) / 1e9;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
        }
    }
}
