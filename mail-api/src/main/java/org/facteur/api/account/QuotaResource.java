package org.facteur.api.account;

import java.util.Arrays;
import java.util.Optional;

/** What an account may have only so much of (RFC 9208 section 5). */
public enum QuotaResource {
    /** Octets of all messages. */
    STORAGE,
    /** Messages. */
    MESSAGE,
    /** Mailboxes, and names that only have inferiors: the same limit for all. */
    MAILBOX,
    /** Octets of the annotations of all messages: the same limit for all. */
    ANNOTATION_STORAGE;

    /** The name on the wire. */
    public String wireName() {
        return name().replace('_', '-');
    }

    /** The resource of that name, in capitals. */
    public static Optional<QuotaResource> named(String wireName) {
        return Arrays.stream(values())
                .filter(each -> each.wireName().equals(wireName))
                .findFirst();
    }

    /** Whether nobody has a limit of his own. */
    public boolean isSameForAll() {
        return this == MAILBOX || this == ANNOTATION_STORAGE;
    }

    /** Whether it is counted in octets. */
    public boolean isOctets() {
        return this == STORAGE || this == ANNOTATION_STORAGE;
    }
}
