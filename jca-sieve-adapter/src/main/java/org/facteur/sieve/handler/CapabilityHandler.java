package org.facteur.sieve.handler;

import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand.Capability;
import org.facteur.sieve.conversation.Capabilities;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.wire.session.Answer;

/** CAPABILITY (RFC 5804 section 2.4). */
final class CapabilityHandler implements SieveHandler<Capability> {

    @Override
    public Answer handle(Capability command, Conversation conversation) throws MailStoreException {
        return Capabilities.then("Capabilities", conversation);
    }
}
