package org.facteur.smtp.session;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.command.SmtpCommand.Help;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;

/** HELP, in any state and on any topic the same: the commands that this client has here (RFC 5321 section 4.1.1.8). */
final class HelpHandler implements CommandHandler<Help> {

    @Override
    public Class<Help> command() {
        return Help.class;
    }

    @Override
    public Answer handle(Help help, Conversation conversation) {
        return new SmtpReply(
                214,
                "2.0.0",
                List.of("Commands:", String.join(" ", session(conversation)), String.join(" ", mail(conversation))));
    }

    private static List<String> session(Conversation conversation) {
        List<String> commands =
                new ArrayList<>(conversation.service() == SmtpService.LMTP ? List.of("LHLO") : List.of("EHLO", "HELO"));
        commands.add("STARTTLS");
        if (conversation.service() == SmtpService.SUBMISSION) {
            commands.add("AUTH");
        }
        if (conversation.isTrustedProxy()) {
            commands.add("XCLIENT");
        }
        commands.addAll(List.of("NOOP", "HELP", "QUIT"));
        return commands;
    }

    private static List<String> mail(Conversation conversation) {
        List<String> commands = new ArrayList<>(List.of("MAIL", "RCPT", "DATA", "BDAT", "RSET"));
        if (conversation.policy().vrfy() != Disclosure.OFF) {
            commands.add("VRFY");
        }
        if (conversation.policy().expn() != Disclosure.OFF) {
            commands.add("EXPN");
        }
        return commands;
    }
}
