package org.facteur.api.mailbox;

import java.util.Locale;
import java.util.Optional;

/**
 * The full name of a mailbox in Unicode, its levels separated by {@value #SEPARATOR} (RFC 3501 section 5.1).
 *
 * <p>{@code INBOX} is the same in any case, as a name and as the first level of one, and is kept in capitals. A level
 * is never empty, holds no control characters and no surrogate without its other half, and the whole is at most {@value #MAX_LENGTH} characters.
 */
public record MailboxName(String value) implements Comparable<MailboxName> {

    public static final char SEPARATOR = '/';
    public static final int MAX_LENGTH = 500;
    public static final MailboxName INBOX = new MailboxName("INBOX");

    /** @throws IllegalArgumentException if the text is no legal name */
    public MailboxName {
        value = canonical(value);
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("A mailbox name has 1 to " + MAX_LENGTH + " characters");
        }
        if (value.charAt(0) == SEPARATOR || value.charAt(value.length() - 1) == SEPARATOR || value.contains("//")) {
            throw new IllegalArgumentException("A level of a mailbox name is empty");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("A mailbox name holds a control character");
        }
        if (value.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("A mailbox name holds half a character");
        }
    }

    private static String canonical(String name) {
        boolean inboxLevel =
                name.regionMatches(true, 0, "INBOX", 0, 5) && (name.length() == 5 || name.charAt(5) == SEPARATOR);
        return inboxLevel ? name.substring(0, 5).toUpperCase(Locale.ROOT) + name.substring(5) : name;
    }

    public boolean isInbox() {
        return equals(INBOX);
    }

    /** The name one level up; empty for a top-level name. */
    public Optional<MailboxName> parent() {
        int end = value.lastIndexOf(SEPARATOR);
        return end < 0 ? Optional.empty() : Optional.of(new MailboxName(value.substring(0, end)));
    }

    /** Whether this name lies below the other, at any depth. */
    public boolean isBelow(MailboxName other) {
        return value.length() > other.value.length()
                && value.startsWith(other.value)
                && value.charAt(other.value.length()) == SEPARATOR;
    }

    @Override
    public int compareTo(MailboxName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
