package org.facteur.wire.connection;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts the connections that are compressed: each holds some 300 KiB outside the heap. Safe for use by several threads. */
public final class CompressedConnections {

    private final int most;
    private final AtomicInteger count = new AtomicInteger();

    /** @param most how many there may be at once; 0: none */
    public CompressedConnections(int most) {
        this.most = most;
    }

    boolean isPossible() {
        return most > 0;
    }

    /** Takes a place, if there is one; the caller gives it back. */
    boolean enter() {
        return count.getAndUpdate(before -> before < most ? before + 1 : before) < most;
    }

    void leave() {
        count.decrementAndGet();
    }
}
