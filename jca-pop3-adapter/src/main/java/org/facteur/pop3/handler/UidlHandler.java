package org.facteur.pop3.handler;

import org.facteur.pop3.command.Pop3Command.Uidl;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.OpenMaildrop;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.pop3.conversation.Replies;
import org.facteur.wire.session.Answer;

/** UIDL: the unique-id of a message, or of each (RFC 1939 section 7). */
final class UidlHandler implements Pop3Handler<Uidl> {

    @Override
    public Answer handle(Uidl command, Conversation conversation) throws Pop3Failure {
        OpenMaildrop maildrop = conversation.maildrop();
        if (command.message().isPresent()) {
            int number = command.message().getAsInt();
            return Replies.data(number + " " + maildrop.uniqueId(maildrop.message(number)));
        }
        return conversation
                .replies()
                .lines(
                        "Unique-ids follow",
                        maildrop.lines(number -> number + " " + maildrop.uniqueId(maildrop.at(number))));
    }
}
