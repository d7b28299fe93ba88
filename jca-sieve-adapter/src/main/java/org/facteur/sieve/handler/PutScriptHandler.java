package org.facteur.sieve.handler;

import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand.PutScript;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** PUTSCRIPT: a script that is wrong is not kept (RFC 5804 section 2.6). */
final class PutScriptHandler implements SieveHandler<PutScript> {

    @Override
    public Answer handle(PutScript command, Conversation conversation) throws SieveFailure, MailStoreException {
        return ScriptReply.of(
                conversation.listener().put(conversation.accountId(), command.name(), command.script()), "Kept");
    }
}
