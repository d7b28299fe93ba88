package org.facteur.smtp.command;

import java.util.regex.Pattern;
import org.facteur.smtp.reply.SmtpRefusal;

/**
 * {@code bdat-cmd = "BDAT" SP chunk-size [ SP end-marker ] CR LF}, where {@code end-marker = "LAST"} (RFC 3030 section 2).
 *
 * <p>Where the size cannot be read nobody knows what follows, octets or commands: the connection is closed.
 */
final class BdatSyntax implements CommandSyntax {

    /** {@code chunk-size = 1*DIGIT}: more than 18 digits are more than there is. */
    private static final Pattern SIZE = Pattern.compile("[0-9]{1,18}");

    @Override
    public SmtpCommand parse(CommandReader in) throws SmtpRefusal {
        in.spaces();
        String size = in.word();
        boolean last = in.spaces() && in.keyword("LAST");
        in.spaces();
        if (!SIZE.matcher(size).matches() || !in.atEnd()) {
            throw SmtpRefusal.last(501, "5.5.4", "Syntax: BDAT size [LAST]");
        }
        return new SmtpCommand.Bdat(Long.parseLong(size), last);
    }
}
