package org.facteur.smtp.command;

import org.facteur.smtp.reply.SmtpRefusal;

/** {@code mail = "MAIL FROM:" Reverse-path [SP Mail-parameters] CRLF} (RFC 5321 section 4.1.1.2). */
final class MailSyntax implements CommandSyntax {

    private static final PathSyntax PATH = new PathSyntax("FROM:", "MAIL FROM:<address>", "5.1.7");

    @Override
    public SmtpCommand parse(CommandReader in) throws SmtpRefusal {
        PATH.open(in);
        ReversePath sender = in.character('>') ? new ReversePath.Null() : PATH.path(in);
        return new SmtpCommand.Mail(sender, ParameterSyntax.MAIL.parse(in));
    }
}
