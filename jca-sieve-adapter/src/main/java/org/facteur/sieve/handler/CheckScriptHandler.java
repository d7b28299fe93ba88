package org.facteur.sieve.handler;

import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand.CheckScript;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** CHECKSCRIPT (RFC 5804 section 2.12). */
final class CheckScriptHandler implements SieveHandler<CheckScript> {

    @Override
    public Answer handle(CheckScript command, Conversation conversation) throws SieveFailure, MailStoreException {
        return ScriptReply.of(
                conversation.listener().check(conversation.accountId(), command.script()), "The script is right");
    }
}
