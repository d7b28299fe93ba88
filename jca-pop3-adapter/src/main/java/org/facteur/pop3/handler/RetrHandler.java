package org.facteur.pop3.handler;

import java.util.OptionalInt;
import org.facteur.api.MailStoreException;
import org.facteur.pop3.command.Pop3Command.Retr;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.wire.session.Answer;

/** RETR: a whole message (RFC 1939 section 5). */
final class RetrHandler implements Pop3Handler<Retr> {

    @Override
    public Answer handle(Retr command, Conversation conversation) throws Pop3Failure, MailStoreException {
        return conversation.message(command.message(), size -> size + " octets", OptionalInt.empty());
    }
}
