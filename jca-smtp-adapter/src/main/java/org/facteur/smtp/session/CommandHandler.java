package org.facteur.smtp.session;

import java.util.List;
import org.facteur.smtp.command.SmtpCommand;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.wire.session.Answer;

/** What a command does. Handlers have no state of their own: that of a client is its {@link Conversation}. */
interface CommandHandler<C extends SmtpCommand> {

    /** The command it handles. */
    Class<C> command();

    /** What must be so, in this order, before the command is looked at. */
    default List<Precondition> preconditions() {
        return List.of();
    }

    /** Whether a client must wait for the answer before it says more (RFC 2920 section 3.1), since the answer decides on what it is. */
    default boolean endsGroup() {
        return false;
    }

    /** Does what the command asks. */
    Answer handle(C command, Conversation conversation) throws SmtpRefusal;
}
