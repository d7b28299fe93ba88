package org.facteur.pop3.handler;

import org.facteur.api.MailStoreException;
import org.facteur.pop3.command.Pop3Command.Quit;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.wire.session.Answer;

/** QUIT: removes what is deleted, and ends the connection whether or not that worked (RFC 1939 section 6). */
final class QuitHandler implements Pop3Handler<Quit> {

    @Override
    public Answer handle(Quit command, Conversation conversation) {
        if (conversation.isLoggedIn()) {
            try {
                conversation.update();
            } catch (MailStoreException e) {
                return conversation.replies().lastFailure(Pop3Failure.of(e).withNothingRemoved());
            }
        }
        return conversation.replies().goodbye();
    }
}
