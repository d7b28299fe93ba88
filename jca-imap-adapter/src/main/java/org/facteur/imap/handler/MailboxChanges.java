package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxListing;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.imap.command.EventGroup.Event;
import org.facteur.imap.response.ImapResponse;
import org.jspecify.annotations.Nullable;

/**
 * What has become of the names of an account between two listings (RFC 5465 sections 5.4 and 5.5). That a mailbox comes into a group
 * of NOTIFY, or leaves it, is nothing that has become of its name.
 */
final class MailboxChanges {

    private final Map<MailboxName, KnownMailbox> before;
    private final Map<MailboxName, KnownMailbox> present;
    private final Map<MailboxId, MailboxName> namesBefore;
    private final Map<MailboxId, MailboxName> namesNow;

    MailboxChanges(Map<MailboxName, KnownMailbox> before, Map<MailboxName, KnownMailbox> present) {
        this.before = before;
        this.present = present;
        this.namesBefore = names(before);
        this.namesNow = names(present);
    }

    private static Map<MailboxId, MailboxName> names(Map<MailboxName, KnownMailbox> mailboxes) {
        Map<MailboxId, MailboxName> names = new HashMap<>();
        for (KnownMailbox each : mailboxes.values()) {
            MailboxStatus status = each.listing().status();
            if (status != null) {
                names.put(status.id(), each.name());
            }
        }
        return names;
    }

    /** The same mailbox as it was before, whatever it was called then. */
    @Nullable
    KnownMailbox before(KnownMailbox now) {
        KnownMailbox renamed = renamedFrom(now);
        KnownMailbox then = before.get(now.name());
        return renamed == null && then != null && !isAnother(then, now) ? then : renamed;
    }

    /** Whether a mailbox has got the name of one that has gone, or has got another name. */
    private static boolean isAnother(KnownMailbox then, KnownMailbox now) {
        MailboxStatus old = then.listing().status();
        MailboxStatus present = now.listing().status();
        return old != null && present != null && !old.id().equals(present.id());
    }

    /** What a mailbox was before it was renamed; null if it was not. */
    private @Nullable KnownMailbox renamedFrom(KnownMailbox now) {
        MailboxStatus status = now.listing().status();
        MailboxName oldName = status == null ? null : namesBefore.get(status.id());
        return oldName == null || oldName.equals(now.name()) ? null : before.get(oldName);
    }

    /** What is told of a name that is listed now. */
    List<ImapResponse> of(KnownMailbox now) {
        KnownMailbox then = before.get(now.name());
        KnownMailbox renamed = renamedFrom(now);
        boolean isRenamed = renamed != null && tells(renamed, now, Event.MAILBOX_NAME);
        if (isRenamed || isTold(then, now)) {
            return List.of(new ImapResponse.MailboxNews(
                    attributes(now.listing()), now.name(), renamed == null ? null : renamed.name()));
        }
        return List.of();
    }

    /** What is told of the names that are not listed any more. */
    List<ImapResponse> ofMissing() {
        List<ImapResponse> told = new ArrayList<>();
        for (KnownMailbox then : before.values()) {
            if (!present.containsKey(then.name()) && isTold(then, then.gone())) {
                told.add(new ImapResponse.MailboxNews(List.of("\\NonExistent"), then.name(), null));
            }
        }
        return told;
    }

    private boolean isTold(@Nullable KnownMailbox then, KnownMailbox now) {
        boolean wasSubscribed = then != null && then.listing().subscribed();
        return (hasBecomeOther(then, now) && tells(then, now, Event.MAILBOX_NAME))
                || (now.listing().subscribed() != wasSubscribed && tells(then, now, Event.SUBSCRIPTION_CHANGE));
    }

    private boolean hasBecomeOther(@Nullable KnownMailbox then, KnownMailbox now) {
        boolean exists = now.listing().exists();
        if (then == null || !then.listing().exists()) {
            return exists;
        }
        return exists
                ? isAnother(then, now)
                        || now.listing().selectable() != then.listing().selectable()
                : !isListedByAnotherName(then);
    }

    private boolean isListedByAnotherName(KnownMailbox then) {
        MailboxStatus status = then.listing().status();
        return status != null && namesNow.containsKey(status.id());
    }

    private static boolean tells(@Nullable KnownMailbox then, KnownMailbox now, Event event) {
        return now.tells(event) || (then != null && then.tells(event));
    }

    private static List<String> attributes(MailboxListing mailbox) {
        List<String> attributes = new ArrayList<>(2);
        if (!mailbox.exists()) {
            attributes.add("\\NonExistent");
        } else if (!mailbox.selectable()) {
            attributes.add("\\Noselect");
        }
        if (mailbox.subscribed()) {
            attributes.add("\\Subscribed");
        }
        return attributes;
    }
}
