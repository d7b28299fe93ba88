package org.facteur.wire.connection;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What has happened to a connection since its worker looked last, and whether a worker is on its way: so that any thread
 * may raise a signal, and one worker at a time sees it.
 */
final class Signals {

    static final int START = 1;
    static final int INPUT = 1 << 1;
    static final int INPUT_ENDED = 1 << 2;
    static final int WRITABLE = 1 << 3;
    static final int TLS_READY = 1 << 4;
    static final int WAKE = 1 << 5;
    static final int SILENCE = 1 << 6;
    static final int STOP = 1 << 7;
    static final int GONE = 1 << 8;
    static final int RELEASED = 1 << 9;

    private static final int BUSY = 1 << 30;

    private final AtomicInteger bits = new AtomicInteger();

    /** @return whether the caller has to call a worker, because none is on its way */
    boolean raise(int signal) {
        return (bits.getAndUpdate(before -> before | signal | BUSY) & BUSY) == 0;
    }

    /** The signals since the last time; only for the worker. */
    int take() {
        return bits.getAndSet(BUSY) & ~BUSY;
    }

    /** The worker goes; only for the worker. False if something was raised meanwhile: it has to stay. */
    boolean rest() {
        return bits.compareAndSet(BUSY, 0);
    }

    /** Whether a worker is there or on its way. */
    boolean isBusy() {
        return (bits.get() & BUSY) != 0;
    }
}
