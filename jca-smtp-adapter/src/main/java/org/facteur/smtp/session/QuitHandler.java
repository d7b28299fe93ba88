package org.facteur.smtp.session;

import org.facteur.smtp.command.SmtpCommand.Quit;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;

/** QUIT, in any state (RFC 5321 section 4.1.1.10). */
final class QuitHandler implements CommandHandler<Quit> {

    @Override
    public Class<Quit> command() {
        return Quit.class;
    }

    @Override
    public Answer handle(Quit quit, Conversation conversation) {
        return SmtpReply.of(221, "2.0.0", "Bye").thenClose();
    }
}
