package org.facteur.mailstore.delivery;

import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.Flags;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.mailbox.Mailbox;

/** What one mailbox gets of a message: whose it is, and the flags that the message has from the beginning. */
record Copy(MailAccount account, Flags flags) {

    /** The bits of the flags; a mailbox without room for another keyword gets the message without keywords. */
    long mask(Mailbox mailbox) {
        try {
            return mailbox.maskOf(flags);
        } catch (MailStoreException e) {
            return mailbox.flagTable().mask(flags);
        }
    }
}
