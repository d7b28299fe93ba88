package org.facteur.api.mailbox;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One name that an account can see: of a mailbox of its own, or of somebody else's that it may look up.
 *
 * @param name as the account has to call it
 * @param selectable false for a name that only has inferiors ({@code \Noselect}), or that is subscribed and gone
 * @param exists false for a subscribed name without a mailbox, which LSUB still lists (RFC 3501 section 6.3.6)
 * @param subscribed whether LSUB lists it
 * @param specialUse what it is for, if anything
 * @param rights what the account may do with it; none if there is no mailbox
 * @param status null if it is not selectable, or the account may not read it
 */
public record MailboxListing(
        MailboxName name,
        boolean selectable,
        boolean exists,
        boolean subscribed,
        Set<SpecialUse> specialUse,
        Rights rights,
        @Nullable MailboxStatus status) {

    public MailboxListing {
        specialUse = Set.copyOf(specialUse);
    }

    /** A name without a mailbox. */
    public static MailboxListing missing(MailboxName name, boolean subscribed) {
        return new MailboxListing(name, false, false, subscribed, Set.of(), Rights.NONE, null);
    }
}
