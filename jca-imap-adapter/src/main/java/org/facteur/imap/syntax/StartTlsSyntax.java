package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.2.1.
 *
 * <pre>
 * command = "STARTTLS"
 * </pre>
 */
final class StartTlsSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "STARTTLS";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        return new ImapCommand.StartTls();
    }
}
