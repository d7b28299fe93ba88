package org.facteur.sieve.handler;

import org.facteur.sieve.command.SieveCommand.Unauthenticate;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.Replies;
import org.facteur.wire.session.Answer;

/** UNAUTHENTICATE: nobody is logged in any more, and TLS stays (RFC 5804 section 2.14.1). */
final class UnauthenticateHandler implements SieveHandler<Unauthenticate> {

    @Override
    public Answer handle(Unauthenticate command, Conversation conversation) {
        conversation.logout();
        return Replies.ok("Nobody is logged in now");
    }
}
