package org.facteur.imap.syntax;

import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 4314 section 3.2.
 *
 * <pre>
 * deleteacl  = "DELETEACL" SP mailbox SP identifier
 * identifier = astring
 * </pre>
 */
final class DeleteAclSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "DELETEACL";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        MailboxName mailbox = in.expectMailbox();
        in.expectSp();
        return new ImapCommand.DeleteAcl(mailbox, in.expectUnicode("an identifier"));
    }
}
