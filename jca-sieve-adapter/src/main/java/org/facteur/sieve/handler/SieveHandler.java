package org.facteur.sieve.handler;

import org.facteur.api.MailStoreException;
import org.facteur.sieve.command.SieveCommand;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.SieveFailure;
import org.facteur.wire.session.Answer;

/** Fulfils one kind of command; the state it is allowed in has been checked. It has no state of its own. */
@FunctionalInterface
interface SieveHandler<C extends SieveCommand> {

    Answer handle(C command, Conversation conversation) throws SieveFailure, MailStoreException;
}
