package org.facteur.smtp.command;

import java.util.function.Function;
import org.facteur.smtp.reply.SmtpRefusal;

/** {@code vrfy = "VRFY" SP String CRLF}, and so EXPN (RFC 5321 section 4.1.1.6); what the string is made of does not matter here. */
final class StringSyntax implements CommandSyntax {

    private final String verb;
    private final Function<String, SmtpCommand> command;

    StringSyntax(String verb, Function<String, SmtpCommand> command) {
        this.verb = verb;
        this.command = command;
    }

    @Override
    public SmtpCommand parse(CommandReader in) throws SmtpRefusal {
        String subject = in.rest();
        if (subject.isEmpty()) {
            throw new SmtpRefusal(501, "5.5.4", "Syntax: " + verb + " string");
        }
        return command.apply(subject);
    }
}
