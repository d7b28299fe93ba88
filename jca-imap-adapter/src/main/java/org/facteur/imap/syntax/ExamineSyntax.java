package org.facteur.imap.syntax;

import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.2.
 *
 * <pre>
 * examine = "EXAMINE" SP mailbox [select-params]
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
        MailboxName mailbox = in.expectMailbox();
        return new ImapCommand.Examine(mailbox, SelectOptionsSyntax.expectOptions(in));
    }
}
