package org.facteur.wire.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.facteur.wire.session.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * What the worker has written and the client has not taken yet. Small writes are gathered, and go to the channel together
 * when the worker says so.
 */
final class Outbox implements WireOutput {

    /** With so many octets on their way, no more of an answer is asked for. */
    static final int HIGH_WATER = 64 * 1024;

    /** With fewer octets on their way than these, the answer goes on. */
    static final int LOW_WATER = 32 * 1024;

    /** So many octets are worth a trip to the event loop while the worker goes on. */
    private static final int WORTH_SENDING = 32 * 1024;

    private static final int LARGE_WRITE = 4 * 1024;
    private static final int SMALL_WRITES = 16 * 1024;

    private final Runnable whenTaken;
    private final Runnable whenWritable;
    private final AtomicLong onTheirWay = new AtomicLong();
    private List<ByteBuf> unsent = new ArrayList<>();
    private @Nullable ByteBuf gathered;
    private int unsentOctets;
    private long written;
    private boolean tlsWanted;
    private boolean closeWanted;

    /**
     * @param whenTaken is run on the event loop when the client has taken something
     * @param whenWritable is run on the event loop when it has taken enough
     */
    Outbox(Runnable whenTaken, Runnable whenWritable) {
        this.whenTaken = whenTaken;
        this.whenWritable = whenWritable;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        if (length >= LARGE_WRITE) {
            seal();
            unsent.add(Unpooled.wrappedBuffer(octets, offset, length));
        } else if (length > 0) {
            if (gathered == null) {
                gathered = Unpooled.buffer(Math.max(length, 256));
            }
            gathered.writeBytes(octets, offset, length);
            if (gathered.readableBytes() >= SMALL_WRITES) {
                seal();
            }
        }
        unsentOctets += length;
        written += length;
        onTheirWay.addAndGet(length);
    }

    private void seal() {
        if (gathered != null) {
            unsent.add(gathered);
            gathered = null;
        }
    }

    @Override
    public void startTls() {
        tlsWanted = true;
    }

    @Override
    public void close() {
        closeWanted = true;
    }

    /** Whether TLS was asked for since the last time. */
    boolean takeTlsWanted() {
        boolean wanted = tlsWanted;
        tlsWanted = false;
        return wanted;
    }

    boolean isCloseWanted() {
        return closeWanted;
    }

    /** How many octets were written ever. */
    long written() {
        return written;
    }

    boolean isFull() {
        return onTheirWay.get() >= HIGH_WATER;
    }

    /** Whether the client has taken everything; from any thread. */
    boolean isEmpty() {
        return onTheirWay.get() == 0;
    }

    boolean isWorthSending() {
        return unsentOctets >= WORTH_SENDING;
    }

    /** Hands what is written to the event loop. */
    void send(Channel channel) {
        seal();
        if (!unsent.isEmpty()) {
            send(channel, () -> {});
        }
    }

    /**
     * Hands what is written to the event loop, with something to be done there as soon as it is on its way: before the loop
     * reads what the client says to it.
     */
    void send(Channel channel, Runnable afterwards) {
        seal();
        List<ByteBuf> octets = unsent;
        unsent = new ArrayList<>();
        unsentOctets = 0;
        channel.eventLoop().execute(() -> {
            for (ByteBuf each : octets) {
                int length = each.readableBytes();
                channel.write(each).addListener(sent -> taken(length));
            }
            channel.flush();
            afterwards.run();
        });
    }

    private void taken(int length) {
        whenTaken.run();
        long now = onTheirWay.addAndGet(-length);
        if (now < LOW_WATER && now + length >= LOW_WATER) {
            whenWritable.run();
        }
    }
}
