package org.facteur.wire.session;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one connection: it consumes octets and answers, and knows neither sockets nor threads.
 *
 * <p>Its connection calls it from one worker thread at a time, so it needs no locks and may call the store; it never
 * waits for its client. While an {@link Answer} is being written nothing else is called, except {@link #closed()}, which is
 * the last call of all.
 */
public interface Session {

    /** What the server says first. */
    Answer greet();

    /**
     * Consumes the next complete unit (a command, a line of an exchange, the next octets of a message) from the input.
     *
     * @param input what has arrived and is not consumed yet; a session that needs more leaves the rest where it is
     * @return the answer to the unit (possibly {@link Answer#NOTHING}), or null when more octets are needed
     */
    @Nullable
    Answer advance(ByteBuf input);

    /** Called some time after {@link ConnectionContext#wake()}, between two units: what to tell unasked, or null. */
    @Nullable
    Answer woken();

    /** How long the client may be silent in the present state before {@link #timedOut()}. */
    Duration patience();

    /** The last words to a client that was silent for too long; the connection is closed after them. */
    Answer timedOut();

    /** The last words when the server stops; the connection is closed after them. */
    Answer stopping();

    /** The last words after a defect in this session; the connection is closed after them. */
    Answer failed();

    /** The last words to a client whose octets should be compressed and are not; the connection is closed after them. */
    default Answer unreadable() {
        return failed();
    }

    /** The last words, behind the answer to an offence, to a client that is blocked from now on; possibly none. */
    default Answer blocked() {
        return Answer.NOTHING;
    }

    /** Gives back whatever the session holds, the client being gone or about to be: called once, whatever happened. */
    void closed();
}
