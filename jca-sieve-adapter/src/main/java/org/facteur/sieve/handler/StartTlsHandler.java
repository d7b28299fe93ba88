package org.facteur.sieve.handler;

import org.facteur.sieve.command.SieveCommand.StartTls;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.Replies;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** STARTTLS: what was said before is forgotten (RFC 5804 section 2.2). */
final class StartTlsHandler implements SieveHandler<StartTls> {

    @Override
    public Answer handle(StartTls command, Conversation conversation) throws SieveFailure {
        if (!conversation.connection().canStartTls()) {
            throw new SieveFailure("TLS is in use already");
        }
        conversation.beginTls();
        return Replies.ok("Begin TLS").then(out -> {
            out.startTls();
            return false;
        });
    }
}
