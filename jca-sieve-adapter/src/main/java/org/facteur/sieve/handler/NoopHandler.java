package org.facteur.sieve.handler;

import org.facteur.sieve.command.SieveCommand.Noop;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.Replies;
import org.facteur.wire.session.Answer;

/** NOOP: says again what it is told (RFC 5804 section 2.13). */
final class NoopHandler implements SieveHandler<Noop> {

    @Override
    public Answer handle(Noop command, Conversation conversation) {
        return command.tag()
                .map(tag -> Replies.ok("TAG " + Replies.string(tag), "Done"))
                .orElseGet(() -> Replies.ok("Done"));
    }
}
