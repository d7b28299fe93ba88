package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.4.1.
 *
 * <pre>
 * command = "CHECK"
 * </pre>
 */
final class CheckSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "CHECK";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        return new ImapCommand.Check();
    }
}
