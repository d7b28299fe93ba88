package org.facteur.imap.syntax;

import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.5.
 *
 * <pre>
 * rename = "RENAME" SP mailbox SP mailbox
 * </pre>
 */
final class RenameSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "RENAME";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        MailboxName from = in.expectMailbox();
        in.expectSp();
        return new ImapCommand.Rename(from, in.expectMailbox());
    }
}
