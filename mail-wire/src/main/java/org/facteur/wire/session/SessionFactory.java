package org.facteur.wire.session;

/** Makes the session of each new connection. */
@FunctionalInterface
public interface SessionFactory {

    Session open(ConnectionContext connection);

    /**
     * What a client is told that finds no room, before its connection is closed: a line with its line end, or nothing. No
     * session is opened for it.
     */
    default String refusal() {
        return "";
    }

    /** As {@link #refusal()}, for a client that is blocked because it has offended too often. */
    default String blocked() {
        return refusal();
    }
}
