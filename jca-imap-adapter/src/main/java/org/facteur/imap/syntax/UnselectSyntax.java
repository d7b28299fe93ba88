package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3691.
 *
 * <pre>
 * command = "UNSELECT"
 * </pre>
 */
final class UnselectSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "UNSELECT";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        return new ImapCommand.Unselect();
    }
}
