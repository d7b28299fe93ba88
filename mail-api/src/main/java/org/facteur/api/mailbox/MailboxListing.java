package org.facteur.api.mailbox;

import java.util.Set;

/**
 * One name in the hierarchy of an account.
 *
 * @param selectable false for a name that only has inferiors ({@code \Noselect}), or that is subscribed and gone
 * @param exists false for a subscribed name without a mailbox, which LSUB still lists (RFC 3501 section 6.3.6)
 * @param subscribed whether LSUB lists it
 * @param specialUse what it is for, if anything
 */
public record MailboxListing(
        MailboxName name, boolean selectable, boolean exists, boolean subscribed, Set<SpecialUse> specialUse) {

    public MailboxListing {
        specialUse = Set.copyOf(specialUse);
    }
}
