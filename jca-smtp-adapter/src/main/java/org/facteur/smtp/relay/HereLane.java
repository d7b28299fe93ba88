package org.facteur.smtp.relay;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What the application delivers to itself: one call after the other, while there is something to do. Safe for use by several threads. */
final class HereLane {

    /** How many messages one call delivers. */
    static final int MESSAGES = 20;

    private final Supplier<CompletionStage<Boolean>> delivery;

    /** How often it has been said that something is due since the present call began; 0 while there is none. */
    private final AtomicInteger hints = new AtomicInteger();

    /** @param delivery delivers some of what is due, and says whether there is more */
    HereLane(Supplier<CompletionStage<Boolean>> delivery) {
        this.delivery = delivery;
    }

    /** Something may be due. */
    void due() {
        if (hints.getAndIncrement() == 0) {
            deliver();
        }
    }

    private void deliver() {
        hints.set(1);
        delivery.get().whenComplete((more, failure) -> {
            // What fails is asked for again with everything else that is due.
            if (failure == null && more) {
                deliver();
            } else if (!hints.compareAndSet(1, 0)) {
                deliver();
            }
        });
    }
}
