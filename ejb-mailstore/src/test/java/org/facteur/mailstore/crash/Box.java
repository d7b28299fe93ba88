package org.facteur.mailstore.crash;

import org.facteur.api.mailbox.MailboxName;

/** The mailboxes of an account that are changed. */
enum Box {
    INBOX("INBOX"),
    ARCHIVE("Archive");

    private final String mailbox;

    Box(String mailbox) {
        this.mailbox = mailbox;
    }

    MailboxName mailbox() {
        return new MailboxName(mailbox);
    }
}
