package org.facteur.smtp.command;

import org.facteur.smtp.reply.SmtpRefusal;

/** The grammar of one command. */
@FunctionalInterface
interface CommandSyntax {

    /**
     * Reads what follows the verb.
     *
     * @param in stands at the end of the verb: before a space, or at the end of the line
     * @throws SmtpRefusal what the client is told of its mistake
     */
    SmtpCommand parse(CommandReader in) throws SmtpRefusal;

    /** A command without arguments. */
    static CommandSyntax bare(SmtpCommand command) {
        return in -> {
            in.expectEnd();
            return command;
        };
    }
}
