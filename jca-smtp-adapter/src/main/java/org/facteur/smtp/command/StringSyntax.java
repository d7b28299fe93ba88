package org.facteur.smtp.command;

import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.smtp.reply.SmtpRefusal;

/**
 * {@code vrfy = "VRFY" SP String [SP "SMTPUTF8"] CRLF}, and so EXPN (RFC 5321 section 4.1.1.6, RFC 6531 section 3.7.4.2); what the
 * string is made of does not matter here.
 */
final class StringSyntax implements CommandSyntax {

    private static final Pattern UTF8 = Pattern.compile(" +SMTPUTF8$", Pattern.CASE_INSENSITIVE);

    private final String verb;
    private final BiFunction<String, Boolean, SmtpCommand> command;

    StringSyntax(String verb, BiFunction<String, Boolean, SmtpCommand> command) {
        this.verb = verb;
        this.command = command;
    }

    @Override
    public SmtpCommand parse(CommandReader in) throws SmtpRefusal {
        Matcher utf8 = UTF8.matcher(in.rest());
        String subject = utf8.replaceFirst("");
        if (subject.isEmpty()) {
            throw new SmtpRefusal(501, "5.5.4", "Syntax: " + verb + " string");
        }
        return command.apply(subject, utf8.reset().find());
    }
}
