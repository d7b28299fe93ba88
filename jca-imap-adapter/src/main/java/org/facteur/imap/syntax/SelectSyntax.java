package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.1.
 *
 * <pre>
 * select = "SELECT" SP mailbox
 * </pre>
 */
final class SelectSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "SELECT";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        return new ImapCommand.Select(in.expectMailbox());
    }
}
