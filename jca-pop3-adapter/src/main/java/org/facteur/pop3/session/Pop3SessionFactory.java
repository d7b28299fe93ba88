package org.facteur.pop3.session;

import java.time.InstantSource;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.pop3.conversation.Pop3Failure.Code;
import org.facteur.pop3.handler.Pop3Handlers;
import org.facteur.wire.language.Language;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.SessionFactory;

/** Makes the POP3 sessions of a listener. */
public final class Pop3SessionFactory implements SessionFactory {

    private final Pop3Settings settings;
    private final Pop3Listener listener;
    private final InstantSource clock;
    private final Pop3Handlers handlers = new Pop3Handlers();

    public Pop3SessionFactory(Pop3Settings settings, Pop3Listener listener, InstantSource clock) {
        this.settings = settings;
        this.listener = listener;
        this.clock = clock;
    }

    @Override
    public Session open(ConnectionContext connection) {
        return new Pop3Session(settings, handlers, new Conversation(connection, listener, clock));
    }

    @Override
    public String refusal() {
        return new Pop3Failure(Code.SYS_TEMP, "Too many connections, try again later").reply(Language.DEFAULT) + "\r\n";
    }

    @Override
    public String blocked() {
        return new Pop3Failure(Code.SYS_TEMP, "Too many errors from your address, try again later")
                        .reply(Language.DEFAULT)
                + "\r\n";
    }
}
