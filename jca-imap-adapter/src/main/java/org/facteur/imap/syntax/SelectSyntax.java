package org.facteur.imap.syntax;

import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.1.
 *
 * <pre>
 * select = "SELECT" SP mailbox [select-params]
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
        MailboxName mailbox = in.expectMailbox();
        return new ImapCommand.Select(mailbox, SelectOptionsSyntax.expectOptions(in));
    }
}
