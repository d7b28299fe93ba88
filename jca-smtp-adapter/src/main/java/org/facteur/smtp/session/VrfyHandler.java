package org.facteur.smtp.session;

import org.facteur.smtp.command.SmtpCommand.Vrfy;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;

/** VRFY, in any state: it tells nobody which mailboxes exist (RFC 5321 sections 3.5.3 and 7.3). */
final class VrfyHandler implements CommandHandler<Vrfy> {

    @Override
    public Class<Vrfy> command() {
        return Vrfy.class;
    }

    @Override
    public Answer handle(Vrfy vrfy, Conversation conversation) {
        return SmtpReply.of(252, "2.0.0", "Cannot verify, but will accept a message and try to deliver it");
    }
}
