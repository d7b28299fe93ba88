package org.facteur.imap.command;

import java.util.Arrays;
import java.util.Optional;

/** What STATUS can tell of a mailbox (RFC 3501 section 6.3.10). */
public enum StatusItem {
    MESSAGES("MESSAGES"),
    RECENT("RECENT"),
    UIDNEXT("UIDNEXT"),
    UIDVALIDITY("UIDVALIDITY"),
    UNSEEN("UNSEEN"),
    /** RFC 7162 section 3.1.7. */
    HIGHESTMODSEQ("HIGHESTMODSEQ"),
    /** Octets of all messages (RFC 8438). */
    SIZE("SIZE"),
    /** How many messages have {@code \Deleted} (RFC 9051 section 6.3.11, RFC 9208 section 4.1.4). */
    DELETED("DELETED"),
    /** Octets of the messages with {@code \Deleted} (RFC 9208 section 4.1.4). */
    DELETED_STORAGE("DELETED-STORAGE"),
    /** Octets of the largest message that APPEND takes (RFC 7889). */
    APPENDLIMIT("APPENDLIMIT"),
    /** The identifier of the mailbox (RFC 8474 section 4.3). */
    MAILBOXID("MAILBOXID");

    private final String wireName;

    StatusItem(String wireName) {
        this.wireName = wireName;
    }

    /** The item as IMAP writes it. */
    public String wireName() {
        return wireName;
    }

    /** @param wireName in capitals */
    public static Optional<StatusItem> of(String wireName) {
        return Arrays.stream(values())
                .filter(item -> item.wireName.equals(wireName))
                .findFirst();
    }
}
