package org.facteur.pop3.handler;

import org.facteur.pop3.command.Pop3Command.Rset;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.wire.session.Answer;

/** RSET: nothing is marked as deleted any more (RFC 1939 section 5). */
final class RsetHandler implements Pop3Handler<Rset> {

    @Override
    public Answer handle(Rset command, Conversation conversation) {
        conversation.maildrop().undelete();
        return conversation.replies().ok(conversation.maildrop().count() + " messages");
    }
}
