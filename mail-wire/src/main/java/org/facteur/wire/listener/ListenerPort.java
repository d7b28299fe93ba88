package org.facteur.wire.listener;

import org.facteur.wire.session.SessionFactory;

/**
 * One port that a listener opens on each of its addresses.
 *
 * @param service what it is called in the log, such as {@code submission}
 * @param number 1 to 65535, or 0 for any that is free
 * @param sessions makes the session of each connection
 */
public record ListenerPort(String service, int number, Encryption encryption, SessionFactory sessions) {

    public ListenerPort {
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("port " + number);
        }
    }
}
