package org.facteur.sieve.handler;

import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand.HaveSpace;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** HAVESPACE (RFC 5804 section 2.5). */
final class HaveSpaceHandler implements SieveHandler<HaveSpace> {

    @Override
    public Answer handle(HaveSpace command, Conversation conversation) throws SieveFailure, MailStoreException {
        return ScriptReply.of(
                conversation.listener().checkSpace(conversation.accountId(), command.name(), command.size()),
                "There is room");
    }
}
