package org.facteur.smtp.session;

import java.util.List;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.command.SmtpCommand.Help;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;

/** HELP, in any state and on any topic the same (RFC 5321 section 4.1.1.8). */
final class HelpHandler implements CommandHandler<Help> {

    @Override
    public Class<Help> command() {
        return Help.class;
    }

    @Override
    public Answer handle(Help help, Conversation conversation) {
        String greeting = conversation.service() == SmtpService.LMTP ? "LHLO" : "EHLO HELO";
        String login = conversation.service() == SmtpService.SUBMISSION ? "STARTTLS AUTH" : "STARTTLS";
        return new SmtpReply(
                214,
                "2.0.0",
                List.of("Commands: " + greeting + " " + login, "MAIL RCPT DATA RSET VRFY NOOP HELP QUIT"));
    }
}
