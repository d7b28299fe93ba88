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
    private @Nullable Deflation deflation;

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
        written += length;
        if (deflation == null) {
            add(octets, offset, length);
        } else if (length > 0) {
            deflation.write(octets, offset, length);
        }
    }

    /** Adds octets as they go on the wire. */
    private void add(byte[] octets, int offset, int length) {
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
    public void startCompression() {
        deflation = new Deflation(octets -> add(octets, 0, octets.length));
    }

    @Override
    public void stopCompression() {
        if (deflation != null) {
            deflation.flush();
        }
        release();
    }

    /** Gives back what compression holds. */
    void release() {
        if (deflation != null) {
            deflation.end();
            deflation = null;
        }
    }

    boolean isCompressing() {
        return deflation != null;
    }

    private void flush() {
        if (deflation != null) {
            deflation.flush();
        }
        seal();
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
        flush();
        if (!unsent.isEmpty()) {
            send(channel, () -> {});
        }
    }

    /**
     * Hands what is written to the event loop, with something to be done there as soon as it is on its way: before the loop
     * reads what the client says to it.
     */
    void send(Channel channel, Runnable afterwards) {
        flush();
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
