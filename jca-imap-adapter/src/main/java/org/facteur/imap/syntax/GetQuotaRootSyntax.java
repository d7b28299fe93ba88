package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 9208 section 4.1.3.
 *
 * <pre>
 * getquotaroot = "GETQUOTAROOT" SP mailbox
 * </pre>
 */
final class GetQuotaRootSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "GETQUOTAROOT";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        return new ImapCommand.GetQuotaRoot(in.expectMailbox());
    }
}
