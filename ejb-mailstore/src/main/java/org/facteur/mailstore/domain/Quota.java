package org.facteur.mailstore.domain;

import org.jspecify.annotations.Nullable;

/**
 * The most that an account may keep.
 *
 * @param bytes octets of all its messages, a message in two mailboxes counted twice; null for no limit
 * @param messages how many; null for no limit
 */
public record Quota(@Nullable Long bytes, @Nullable Long messages) {

    /** No limit. */
    public static final Quota NONE = new Quota(null, null);

    /** These limits, and those of the other where there is none here. */
    public Quota orElse(Quota other) {
        return new Quota(bytes == null ? other.bytes : bytes, messages == null ? other.messages : messages);
    }

    /** Whether so much is within the limits. */
    public boolean allows(long heldBytes, long heldMessages) {
        return (bytes == null || heldBytes <= bytes) && (messages == null || heldMessages <= messages);
    }
}
