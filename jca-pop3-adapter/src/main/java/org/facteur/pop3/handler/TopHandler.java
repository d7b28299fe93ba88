package org.facteur.pop3.handler;

import java.util.OptionalInt;
import org.facteur.api.MailStoreException;
import org.facteur.pop3.command.Pop3Command.Top;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.wire.session.Answer;

/** TOP: the header of a message, and some lines of its body (RFC 1939 section 7). */
final class TopHandler implements Pop3Handler<Top> {

    @Override
    public Answer handle(Top command, Conversation conversation) throws Pop3Failure, MailStoreException {
        return conversation.message(command.message(), size -> "Top of the message", OptionalInt.of(command.lines()));
    }
}
