package org.facteur.pop3.handler;

import org.facteur.pop3.command.Pop3Command.Noop;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Replies;
import org.facteur.wire.session.Answer;

/** NOOP (RFC 1939 section 5). */
final class NoopHandler implements Pop3Handler<Noop> {

    @Override
    public Answer handle(Noop command, Conversation conversation) {
        return Replies.data("");
    }
}
