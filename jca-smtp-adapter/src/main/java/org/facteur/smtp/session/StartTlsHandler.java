package org.facteur.smtp.session;

import org.facteur.smtp.command.SmtpCommand.StartTls;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;

/** STARTTLS, in any state but once (RFC 3207 section 4); whatever was said before is forgotten. */
final class StartTlsHandler implements CommandHandler<StartTls> {

    @Override
    public Class<StartTls> command() {
        return StartTls.class;
    }

    @Override
    public Answer handle(StartTls startTls, Conversation conversation) throws SmtpRefusal {
        if (conversation.connection().tls().isPresent()) {
            throw new SmtpRefusal(503, "5.5.1", "TLS is in use already");
        }
        if (!conversation.connection().canStartTls()) {
            throw new SmtpRefusal(454, "4.7.0", "TLS not available");
        }
        conversation.forget();
        return SmtpReply.of(220, "2.0.0", "Ready to start TLS").thenStartTls();
    }
}
