package org.facteur.imap.syntax;

import java.util.EnumSet;
import java.util.Set;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand;
import org.facteur.imap.command.StatusItem;

/**
 * RFC 3501 section 6.3.10.
 *
 * <pre>
 * status     = "STATUS" SP mailbox SP "(" status-att *(SP status-att) ")"
 * status-att = "MESSAGES" / "RECENT" / "UIDNEXT" / "UIDVALIDITY" / "UNSEEN" / "SIZE" / "DELETED" / "DELETED-STORAGE" /
 *              "APPENDLIMIT" / "MAILBOXID" / "HIGHESTMODSEQ"
 * </pre>
 */
final class StatusSyntax implements CommandSyntax {

    @Override
    public String name() {
        return "STATUS";
    }

    @Override
    public ImapCommand parse(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        MailboxName mailbox = in.expectMailbox();
        in.expectSp();
        return new ImapCommand.Status(mailbox, expectItems(in));
    }

    /** {@code "(" status-att *(SP status-att) ")"}. */
    static Set<StatusItem> expectItems(ImapDecoder in) throws ImapSyntaxException {
        Set<StatusItem> items = EnumSet.noneOf(StatusItem.class);
        in.expectList(() -> items.add(expectItem(in)));
        return items;
    }

    private static StatusItem expectItem(ImapDecoder in) throws ImapSyntaxException {
        return StatusItem.of(in.expectKeyword("a status item"))
                .orElseThrow(() -> in.bad("There is no such status item"));
    }
}
