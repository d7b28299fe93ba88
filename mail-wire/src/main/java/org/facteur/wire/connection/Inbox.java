package org.facteur.wire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** What the event loop has read and the worker has not fetched yet. */
final class Inbox {

    /** The pipelining window: with so many octets waiting for the worker, no more are read. */
    static final int WINDOW = 16 * 1024;

    private ByteBuf waiting = Unpooled.EMPTY_BUFFER;

    synchronized void add(ByteBuf octets) {
        if (!waiting.isReadable()) {
            // On the heap and not pooled: it passes between threads, and is mostly one small command.
            waiting = Unpooled.buffer(octets.readableBytes());
        }
        waiting.writeBytes(octets);
    }

    synchronized boolean isFull() {
        return waiting.readableBytes() >= WINDOW;
    }

    synchronized boolean isEmpty() {
        return !waiting.isReadable();
    }

    /** Everything, which is then the caller's. */
    synchronized ByteBuf fetch() {
        ByteBuf fetched = waiting;
        waiting = Unpooled.EMPTY_BUFFER;
        return fetched;
    }

    synchronized void clear() {
        waiting.release();
        waiting = Unpooled.EMPTY_BUFFER;
    }
}
