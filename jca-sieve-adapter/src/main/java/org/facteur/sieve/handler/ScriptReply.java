package org.facteur.sieve.handler;

import org.facteur.api.sieve.ScriptResult;
import org.facteur.api.sieve.ScriptResult.Outcome;
import org.facteur.sieve.conversation.Replies;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** Tells what became of a request about a script. */
final class ScriptReply {

    private ScriptReply() {}

    /** @param text what is said if it is done and there are no warnings */
    static Answer of(ScriptResult result, String text) throws SieveFailure {
        if (result.outcome() != Outcome.DONE) {
            throw SieveFailure.of(result);
        }
        return result.remarks().isEmpty()
                ? Replies.ok(text)
                : Replies.ok("WARNINGS", String.join("\r\n", result.remarks()));
    }
}
