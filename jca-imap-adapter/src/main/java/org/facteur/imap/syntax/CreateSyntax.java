package org.facteur.imap.syntax;

import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 3501 section 6.3.3.
 *
 * <pre>
 * create = "CREATE" SP mailbox
 * </pre>
 *
 * <p>A trailing separator declares that there will be mailboxes below; they can be made below any, so it means nothing.
 */
final class CreateSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "CREATE";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        String text = in.expectMailboxText();
        boolean trailing = text.length() > 1 && text.charAt(text.length() - 1) == MailboxName.SEPARATOR;
        return new ImapCommand.Create(in.mailboxName(trailing ? text.substring(0, text.length() - 1) : text));
    }
}
