package org.facteur.sieve.handler;

import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand.DeleteScript;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** DELETESCRIPT (RFC 5804 section 2.10). */
final class DeleteScriptHandler implements SieveHandler<DeleteScript> {

    @Override
    public Answer handle(DeleteScript command, Conversation conversation) throws SieveFailure, MailStoreException {
        return ScriptReply.of(conversation.listener().delete(conversation.accountId(), command.name()), "Deleted");
    }
}
