package org.facteur.imap.syntax;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.MailboxFilter;

/**
 * Which mailboxes are meant (RFC 5465 section 8, RFC 7377 section 4).
 *
 * <pre>
 * filter-mailboxes    = "selected" / "inboxes" / "personal" / "subscribed" / ("subtree" / "subtree-one" / "mailboxes")
 *                       SP one-or-more-mailbox
 * one-or-more-mailbox = mailbox / "(" mailbox *(SP mailbox) ")"
 * </pre>
 */
final class MailboxFilterSyntax {

    private MailboxFilterSyntax() {}

    static MailboxFilter expectFilter(ImapDecoder in) throws ImapSyntaxException {
        return switch (in.expectKeyword("a kind of mailboxes")) {
            case "SELECTED" -> new MailboxFilter.Selected(false);
            case "INBOXES", "PERSONAL" -> new MailboxFilter.Personal();
            case "SUBSCRIBED" -> new MailboxFilter.Subscribed();
            case "SUBTREE" -> new MailboxFilter.Subtree(expectMailboxes(in), false);
            case "SUBTREE-ONE" -> new MailboxFilter.Subtree(expectMailboxes(in), true);
            case "MAILBOXES" -> new MailboxFilter.Mailboxes(expectMailboxes(in));
            default -> throw in.bad("There is no such kind of mailboxes");
        };
    }

    private static List<MailboxName> expectMailboxes(ImapDecoder in) throws ImapSyntaxException {
        in.expectSp();
        List<MailboxName> names = new ArrayList<>();
        if (in.nextIs('(')) {
            in.expectList(() -> names.add(in.expectMailbox()));
        } else {
            names.add(in.expectMailbox());
        }
        return names;
    }
}
