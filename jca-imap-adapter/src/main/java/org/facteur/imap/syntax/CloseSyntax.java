package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.4.2.
 *
 * <pre>
 * command = "CLOSE"
 * </pre>
 */
final class CloseSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "CLOSE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        return new ImapCommand.Close();
    }
}
