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

    /** Does what the command asks. */
    Answer handle(C command, Conversation conversation) throws SmtpRefusal;
}
