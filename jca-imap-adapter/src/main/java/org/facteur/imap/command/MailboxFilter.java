package org.facteur.imap.command;

import java.util.List;
import org.facteur.api.mailbox.MailboxName;

/** Some of the mailboxes of an account (RFC 5465 section 6, RFC 7377 section 2.2). */
public sealed interface MailboxFilter {

    /**
     * The mailbox that is selected.
     *
     * @param delayed whether expunges wait until a command lets them be told (RFC 5465 section 6.1.2)
     */
    record Selected(boolean delayed) implements MailboxFilter {}

    /** All that the account has: {@code personal}, and {@code inboxes}, since mail can be filed into each of them. */
    record Personal() implements MailboxFilter {}

    record Subscribed() implements MailboxFilter {}

    /**
     * Some mailboxes and what lies below them.
     *
     * @param onlyOneLevel whether only what lies right below them is meant: {@code subtree-one}
     */
    record Subtree(List<MailboxName> names, boolean onlyOneLevel) implements MailboxFilter {
        public Subtree {
            names = List.copyOf(names);
        }
    }

    /** Exactly these. */
    record Mailboxes(List<MailboxName> names) implements MailboxFilter {
        public Mailboxes {
            names = List.copyOf(names);
        }
    }
}
