package org.facteur.sieve.handler;

import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand.RenameScript;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** RENAMESCRIPT (RFC 5804 section 2.11.1). */
final class RenameScriptHandler implements SieveHandler<RenameScript> {

    @Override
    public Answer handle(RenameScript command, Conversation conversation) throws SieveFailure, MailStoreException {
        return ScriptReply.of(
                conversation.listener().rename(conversation.accountId(), command.from(), command.to()), "Renamed");
    }
}
