package org.facteur.pop3.handler;

import org.facteur.pop3.command.Pop3Command.Dele;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.wire.session.Answer;

/** DELE: marks a message; it is removed by QUIT (RFC 1939 section 5). */
final class DeleHandler implements Pop3Handler<Dele> {

    @Override
    public Answer handle(Dele command, Conversation conversation) throws Pop3Failure {
        conversation.maildrop().delete(command.message());
        return conversation.replies().ok("Message " + command.message() + " is deleted");
    }
}
