package org.facteur.mailstore.access;

import java.util.List;
import org.facteur.api.mailbox.AclEntry;
import org.facteur.api.mailbox.MailboxName;

/**
 * A mailbox, and what others than its owner may do with it.
 *
 * @param entries of its access control list, without the owner's
 */
public record MailboxSharing(MailboxName name, List<AclEntry> entries) {

    public MailboxSharing {
        entries = List.copyOf(entries);
    }
}
