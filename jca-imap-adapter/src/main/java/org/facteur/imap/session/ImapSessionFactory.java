package org.facteur.imap.session;

import org.facteur.api.imap.ImapListener;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.SessionFactory;

/** Makes the IMAP sessions of a listener. */
public final class ImapSessionFactory implements SessionFactory {

    private final ImapSettings settings;
    private final ImapListener listener;
    private final HandlerRegistry registry;
    private final UserConnections users;

    public ImapSessionFactory(
            ImapSettings settings, ImapListener listener, HandlerRegistry registry, UserConnections users) {
        this.settings = settings;
        this.listener = listener;
        this.registry = registry;
        this.users = users;
    }

    @Override
    public Session open(ConnectionContext connection) {
        return new ImapSession(connection, listener, registry, settings, users);
    }

    @Override
    public String refusal() {
        return "* BYE [LIMIT] Too many connections, try again later\r\n";
    }

    @Override
    public String blocked() {
        return "* BYE [LIMIT] Too many errors from your address, try again later\r\n";
    }
}
