package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.9.
 *
 * <pre>
 * lsub = "LSUB" SP mailbox SP list-mailbox
 * </pre>
 */
final class LsubSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "LSUB";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        String reference = in.expectMailboxText();
        in.expectSp();
        return new ImapCommand.ListSubscribed(reference, in.expectListMailbox());
    }
}
