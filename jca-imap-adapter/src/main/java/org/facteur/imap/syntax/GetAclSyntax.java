package org.facteur.imap.syntax;

import org.facteur.imap.command.ImapCommand;

/**
 * RFC 4314 section 3.3.
 *
 * <pre>
 * getacl = "GETACL" SP mailbox
 * </pre>
 */
final class GetAclSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "GETACL";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        return new ImapCommand.GetAcl(in.expectMailbox());
    }
}
