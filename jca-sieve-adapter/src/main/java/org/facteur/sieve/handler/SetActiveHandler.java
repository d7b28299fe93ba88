package org.facteur.sieve.handler;

import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand.SetActive;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.Replies;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** SETACTIVE: with an empty name no script runs (RFC 5804 section 2.8). */
final class SetActiveHandler implements SieveHandler<SetActive> {

    @Override
    public Answer handle(SetActive command, Conversation conversation) throws SieveFailure, MailStoreException {
        if (command.name().isEmpty()) {
            conversation.listener().deactivate(conversation.accountId());
            return Replies.ok("No script is active");
        }
        return ScriptReply.of(
                conversation
                        .listener()
                        .activate(conversation.accountId(), command.name().get()),
                "Active");
    }
}
