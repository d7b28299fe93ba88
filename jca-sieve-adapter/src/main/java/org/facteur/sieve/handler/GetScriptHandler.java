package org.facteur.sieve.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.sieve.ScriptResult;
import org.facteur.api.sieve.ScriptResult.Outcome;
import org.facteur.sieve.command.SieveCommand.GetScript;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.Replies;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** GETSCRIPT (RFC 5804 section 2.9). */
final class GetScriptHandler implements SieveHandler<GetScript> {

    @Override
    public Answer handle(GetScript command, Conversation conversation) throws SieveFailure, MailStoreException {
        byte[] script = conversation
                .listener()
                .read(conversation.accountId(), command.name())
                .orElseThrow(() -> SieveFailure.of(ScriptResult.of(Outcome.NONEXISTENT)));
        return Replies.literal(script).then(Replies.ok("That was it"));
    }
}
