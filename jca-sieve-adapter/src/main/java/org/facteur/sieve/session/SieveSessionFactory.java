package org.facteur.sieve.session;

import org.facteur.api.sieve.SieveListener;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.Replies;
import org.facteur.sieve.conversation.SieveFailure.Code;
import org.facteur.sieve.conversation.SupportedExtensions;
import org.facteur.sieve.handler.SieveHandlers;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.Session;
import org.facteur.wire.session.SessionFactory;

/** Makes the ManageSieve sessions of a listener. */
public final class SieveSessionFactory implements SessionFactory {

    private final SieveSettings settings;
    private final SieveListener listener;
    private final SupportedExtensions extensions;
    private final SieveHandlers handlers = new SieveHandlers();

    public SieveSessionFactory(SieveSettings settings, SieveListener listener) {
        this.settings = settings;
        this.listener = listener;
        this.extensions = new SupportedExtensions(listener);
    }

    @Override
    public Session open(ConnectionContext connection) {
        return new SieveSession(settings, handlers, new Conversation(connection, listener, extensions));
    }

    @Override
    public String refusal() {
        return Replies.byeLine(Code.TRY_LATER, "Too many connections, try again later");
    }

    @Override
    public String blocked() {
        return Replies.byeLine(Code.TRY_LATER, "Too many errors from your address, try again later");
    }
}
