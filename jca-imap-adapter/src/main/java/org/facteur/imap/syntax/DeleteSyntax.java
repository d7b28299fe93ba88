package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.4.
 *
 * <pre>
 * delete = "DELETE" SP mailbox
 * </pre>
 */
final class DeleteSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "DELETE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        return new ImapCommand.Delete(in.expectMailbox());
    }
}
