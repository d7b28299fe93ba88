package org.facteur.smtp.command;

import java.util.function.Function;
import org.facteur.smtp.reply.SmtpRefusal;
import org.facteur.smtp.reply.SmtpReply;

/**
 * {@code ehlo = "EHLO" SP ( Domain / address-literal ) CRLF}, and so HELO and LHLO (RFC 5321 section 4.1.1.1, RFC 2033).
 *
 * <p>In place of a domain any run of letters, digits and {@code . - _ :} will do: a client that calls itself by a host name
 * with an underscore or by a bare IPv6 address is badly configured, not malicious, and these do no harm in a header.
 */
final class GreetingSyntax implements CommandSyntax {

    private static final int MAX_LENGTH = 255;

    private final String verb;
    private final Function<String, SmtpCommand> command;

    GreetingSyntax(String verb, Function<String, SmtpCommand> command) {
        this.verb = verb;
        this.command = command;
    }

    @Override
    public SmtpCommand parse(CommandReader in) throws SmtpRefusal {
        in.spaces();
        String literal = in.addressLiteral();
        String client = literal != null ? literal : in.word();
        in.spaces();
        if (!in.atEnd() || (literal == null && !isHostName(client))) {
            throw new SmtpRefusal(SmtpReply.plain(501, "Syntax: " + verb + " your-host-name"));
        }
        return command.apply(client);
    }

    /** Whether a client may call itself so. */
    static boolean isName(String name) {
        CommandReader in = new CommandReader(name);
        return isHostName(name) || (in.addressLiteral() != null && in.atEnd());
    }

    private static boolean isHostName(String name) {
        return !name.isEmpty()
                && name.length() <= MAX_LENGTH
                && name.chars().allMatch(c -> CommandReader.isLetterOrDigit((char) c) || ".-_:".indexOf(c) >= 0);
    }
}
