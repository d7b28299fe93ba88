package org.facteur.pop3.handler;

import org.facteur.api.MailStoreException;
import org.facteur.pop3.command.Pop3Command;
import org.facteur.pop3.conversation.Conversation;
import org.facteur.pop3.conversation.Pop3Failure;
import org.facteur.wire.session.Answer;

/** Fulfils one kind of command; the state it is allowed in has been checked. It has no state of its own. */
@FunctionalInterface
interface Pop3Handler<C extends Pop3Command> {

    Answer handle(C command, Conversation conversation) throws Pop3Failure, MailStoreException;
}
