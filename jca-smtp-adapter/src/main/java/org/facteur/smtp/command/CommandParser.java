package org.facteur.smtp.command;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.facteur.smtp.reply.SmtpRefusal;

/** Makes a command of a line: the verb chooses the syntax, in any case (RFC 5321 section 2.4). */
public final class CommandParser {

    private static final Map<String, CommandSyntax> SYNTAXES = new TreeMap<>(Map.ofEntries(
            Map.entry("EHLO", new GreetingSyntax("EHLO", SmtpCommand.Ehlo::new)),
            Map.entry("HELO", new GreetingSyntax("HELO", SmtpCommand.Helo::new)),
            Map.entry("LHLO", new GreetingSyntax("LHLO", SmtpCommand.Lhlo::new)),
            Map.entry("MAIL", new MailSyntax()),
            Map.entry("RCPT", new RcptSyntax()),
            Map.entry("DATA", CommandSyntax.bare(new SmtpCommand.Data())),
            Map.entry("BDAT", new BdatSyntax()),
            Map.entry("RSET", CommandSyntax.bare(new SmtpCommand.Rset())),
            Map.entry("NOOP", in -> new SmtpCommand.Noop()),
            Map.entry("VRFY", new StringSyntax("VRFY", SmtpCommand.Vrfy::new)),
            Map.entry("EXPN", new StringSyntax("EXPN", SmtpCommand.Expn::new)),
            Map.entry("XCLIENT", new XclientSyntax()),
            Map.entry("HELP", in -> new SmtpCommand.Help(Optional.of(in.rest()).filter(topic -> !topic.isEmpty()))),
            Map.entry("QUIT", CommandSyntax.bare(new SmtpCommand.Quit())),
            Map.entry("STARTTLS", CommandSyntax.bare(new SmtpCommand.StartTls())),
            Map.entry("AUTH", new AuthSyntax())));

    /** What stands for octets that are no UTF-8. */
    private static final char MALFORMED = '\ufffd';

    private CommandParser() {}

    /** An address as a person writes it, in brackets or without; empty if it is none. */
    public static Optional<ForwardPath> address(String text) {
        CommandReader in = new CommandReader(text);
        boolean inBrackets = in.character('<');
        ForwardPath address = in.mailbox();
        if (address == null && in.keyword("postmaster")) {
            address = new ForwardPath.Postmaster();
        }
        boolean closed = !inBrackets || in.character('>');
        return closed && in.atEnd() ? Optional.ofNullable(address) : Optional.empty();
    }

    /**
     * @param line without its CRLF, in UTF-8 (RFC 6531 section 3.1)
     * @throws SmtpRefusal what the client is told of its mistake
     */
    public static SmtpCommand parse(byte[] line) throws SmtpRefusal {
        String text = new String(line, StandardCharsets.UTF_8);
        if (text.indexOf(MALFORMED) >= 0) {
            throw new SmtpRefusal(500, "5.5.2", "Command is not UTF-8");
        }
        CommandReader in = new CommandReader(text);
        CommandSyntax syntax = SYNTAXES.get(in.word().toUpperCase(Locale.ROOT));
        if (syntax == null) {
            throw new SmtpRefusal(500, "5.5.2", "Command not recognized");
        }
        return syntax.parse(in);
    }
}
