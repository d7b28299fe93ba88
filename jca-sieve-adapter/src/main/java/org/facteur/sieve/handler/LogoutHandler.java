package org.facteur.sieve.handler;

import org.facteur.sieve.command.SieveCommand.Logout;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.Replies;
import org.facteur.wire.session.Answer;

/** LOGOUT (RFC 5804 section 2.3). */
final class LogoutHandler implements SieveHandler<Logout> {

    @Override
    public Answer handle(Logout command, Conversation conversation) {
        return Replies.closing("Goodbye");
    }
}
