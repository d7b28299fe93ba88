package org.facteur.wire.session;

/** Makes the session of each new connection. */
@FunctionalInterface
public interface SessionFactory {

    Session open(ConnectionContext connection);
}
