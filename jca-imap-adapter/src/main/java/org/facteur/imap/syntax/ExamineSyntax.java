package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.2.
 *
 * <pre>
 * examine = "EXAMINE" SP mailbox
 * </pre>
 */
final class ExamineSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "EXAMINE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        return new ImapCommand.Examine(in.expectMailbox());
    }
}
