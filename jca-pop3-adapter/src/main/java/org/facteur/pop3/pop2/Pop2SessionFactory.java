package org.facteur.pop3.pop2;

import java.time.InstantSource;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.session.Pop3Settings;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.SessionFactory;

/** Makes the POP2 sessions of a listener. */
public final class Pop2SessionFactory implements SessionFactory {

    private final Pop3Settings settings;
    private final Pop3Listener listener;
    private final InstantSource clock;

    public Pop2SessionFactory(Pop3Settings settings, Pop3Listener listener, InstantSource clock) {
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public Session open(ConnectionContext connection) {
        return new Pop2Session(settings, new Conversation(connection, listener, clock));
    }

    @Override
    public String refusal() {
        return "- Too many connections, try again later\r\n";
    }

    @Override
    public String blocked() {
        return "- Too many errors from your address, try again later\r\n";
    }
}
