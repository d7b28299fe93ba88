package org.facteur.imap.command;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a client wants to be told unasked about some mailboxes (RFC 5465 section 3.1).
 *
 * @param events none: nothing about these mailboxes
 * @param fetched what is told of each new message of the selected mailbox
 */
public record EventGroup(MailboxFilter mailboxes, Set<Event> events, List<FetchItem> fetched) {

    public EventGroup {
        events = events.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(events));
        fetched = List.copyOf(fetched);
    }

    /** What can happen (RFC 5465 section 5). */
    public enum Event {
        MESSAGE_NEW("MessageNew"),
        MESSAGE_EXPUNGE("MessageExpunge"),
        FLAG_CHANGE("FlagChange"),
        ANNOTATION_CHANGE("AnnotationChange"),
        MAILBOX_NAME("MailboxName"),
        SUBSCRIPTION_CHANGE("SubscriptionChange"),
        MAILBOX_METADATA_CHANGE("MailboxMetadataChange"),
        SERVER_METADATA_CHANGE("ServerMetadataChange");

        private final String wireName;

        Event(String wireName) {
            this.wireName = wireName;
        }

        public String wireName() {
            return wireName;
        }

        /** Whether it happens to a message rather than to a mailbox or the server. */
        public boolean isOfMessage() {
            return ordinal() <= ANNOTATION_CHANGE.ordinal();
        }

        /** @param name in any case */
        public static Optional<Event> named(String name) {
            return Arrays.stream(values())
                    .filter(event -> event.wireName.equalsIgnoreCase(name))
                    .findFirst();
        }
    }

    /** Whether it is about the mailbox that is selected. */
    public boolean isOfSelected() {
        return mailboxes instanceof MailboxFilter.Selected;
    }

    /** Whether something is to be told about messages. */
    public boolean tellsMessages() {
        return events.contains(Event.MESSAGE_NEW);
    }
}
