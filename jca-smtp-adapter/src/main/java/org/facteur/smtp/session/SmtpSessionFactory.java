package org.facteur.smtp.session;

import org.facteur.api.smtp.SmtpListener;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.SessionFactory;

/** Makes the sessions of one listening port. */
public final class SmtpSessionFactory implements SessionFactory {

    private final SmtpSettings settings;
    private final SmtpListener listener;
    private final CommandHandlers handlers = new CommandHandlers();

    /** @param listener decides on senders and recipients, and takes the messages */
    public SmtpSessionFactory(SmtpSettings settings, SmtpListener listener) {
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public Session open(ConnectionContext connection) {
        return new SmtpSession(settings, handlers, listener, connection);
    }

    @Override
    public String refusal() {
        return "421 4.7.0 " + settings.hostname() + " Too many connections, try again later\r\n";
    }

    /** The block ends: a good server that came too close to it keeps its mail until then. */
    @Override
    public String blocked() {
        return "421 4.7.0 " + settings.hostname() + " Too many errors from your address, try again later\r\n";
    }
}
