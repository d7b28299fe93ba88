package org.facteur.imap.handler;

import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.EventGroup;
import org.facteur.imap.command.EventGroup.Event;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox, or a name without one, as a client of NOTIFY knows it.
 *
 * @param group the first of the groups that it is in; null if it is in none now, and may come into one
 */
record KnownMailbox(MailboxListing listing, @Nullable EventGroup group) {

    MailboxName name() {
        return listing.name();
    }

    boolean tells(Event event) {
        return group != null && group.events().contains(event);
    }

    boolean tellsMessages() {
        return tells(Event.MESSAGE_NEW);
    }

    /** Whether what happens in it is told. */
    boolean isWatched() {
        return tellsMessages() || tells(Event.MAILBOX_METADATA_CHANGE);
    }

    /** The same name when no mailbox has it any more, nor a subscription. */
    KnownMailbox gone() {
        return new KnownMailbox(MailboxListing.missing(name(), false), group);
    }
}
