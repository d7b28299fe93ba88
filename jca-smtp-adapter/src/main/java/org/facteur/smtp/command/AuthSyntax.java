package org.facteur.smtp.command;

import java.util.Locale;
import java.util.Optional;
import org.facteur.api.account.Secret;
import org.facteur.smtp.reply.SmtpRefusal;

/** {@code auth-command = "AUTH" SP sasl-mech [SP (base64 / "=")] CRLF} (RFC 4954 section 8). */
final class AuthSyntax implements CommandSyntax {

    @Override
    public SmtpCommand parse(CommandReader in) throws SmtpRefusal {
        in.spaces();
        String mechanism = mechanism(in);
        Optional<Secret> initialResponse = Optional.empty();
        if (in.spaces() && !in.atEnd()) {
            initialResponse = Optional.of(new Secret(in.word()));
        }
        in.expectEnd();
        return new SmtpCommand.Auth(mechanism, initialResponse);
    }

    /** {@code sasl-mech = 1*20mech-char}, of letters, digits, hyphen and underscore (RFC 4422 section 3.1). */
    private static String mechanism(CommandReader in) throws SmtpRefusal {
        String name = in.word().toUpperCase(Locale.ROOT);
        if (name.isEmpty()
                || name.length() > 20
                || !name.chars().allMatch(c -> CommandReader.isLetterOrDigit((char) c) || c == '-' || c == '_')) {
            throw new SmtpRefusal(501, "5.5.4", "Syntax: AUTH mechanism [initial-response]");
        }
        return name;
    }
}
