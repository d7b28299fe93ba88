package org.facteur.smtp.command;

import org.facteur.smtp.reply.SmtpRefusal;

/**
 * {@code rcpt = "RCPT TO:" ( "<Postmaster@" Domain ">" / "<Postmaster>" / Forward-path ) [SP Rcpt-parameters] CRLF} (RFC 5321
 * section 4.1.1.3).
 */
final class RcptSyntax implements CommandSyntax {

    private static final PathSyntax PATH = new PathSyntax("TO:", "RCPT TO:<address>", "5.1.3");

    @Override
    public SmtpCommand parse(CommandReader in) throws SmtpRefusal {
        PATH.open(in);
        ForwardPath recipient = in.keyword("postmaster>") ? new ForwardPath.Postmaster() : PATH.path(in);
        return new SmtpCommand.Rcpt(recipient, ParameterSyntax.RCPT.parse(in));
    }
}
