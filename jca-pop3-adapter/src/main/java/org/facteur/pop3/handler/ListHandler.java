package org.facteur.pop3.handler;

import org.facteur.pop3.command.Pop3Command.ListSizes;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.OpenMaildrop;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.pop3.conversation.Replies;
import org.facteur.wire.session.Answer;

/** LIST: the size of a message, or of each (RFC 1939 section 5). */
final class ListHandler implements Pop3Handler<ListSizes> {

    @Override
    public Answer handle(ListSizes command, Conversation conversation) throws Pop3Failure {
        OpenMaildrop maildrop = conversation.maildrop();
        if (command.message().isPresent()) {
            int number = command.message().getAsInt();
            return Replies.data(number + " " + maildrop.message(number).size());
        }
        return conversation
                .replies()
                .lines(
                        maildrop.count() + " messages, " + maildrop.size() + " octets",
                        maildrop.lines(
                                number -> number + " " + maildrop.at(number).size()));
    }
}
