package org.facteur.imap.syntax;

import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;

/**
 * RFC 4314 section 3.4.
 *
 * <pre>
 * listrights = "LISTRIGHTS" SP mailbox SP identifier
 * identifier = astring
 * </pre>
 */
final class ListRightsSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "LISTRIGHTS";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        MailboxName mailbox = in.expectMailbox();
        in.expectSp();
        return new ImapCommand.ListRights(mailbox, in.expectUnicode("an identifier"));
    }
}
