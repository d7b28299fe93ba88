package org.facteur.api.mailbox;

import java.util.Locale;
import java.util.Optional;

/**
 * The flags that RFC 3501 section 2.3.2 defines and that a client can set; {@code \Recent} is a matter of sessions.
 * The ordinal is the flag's bit in {@link FlagTable}.
 */
public enum SystemFlag {
    ANSWERED("\\Answered"),
    FLAGGED("\\Flagged"),
    DELETED("\\Deleted"),
    SEEN("\\Seen"),
    DRAFT("\\Draft");

    private final String wireName;

    SystemFlag(String wireName) {
        this.wireName = wireName;
    }

    /** The flag as IMAP writes it, with its backslash. */
    public String wireName() {
        return wireName;
    }

    /** The bit that stands for this flag in every mailbox. */
    public long bit() {
        return 1L << ordinal();
    }

    /** The flag of that name, in any case. */
    public static Optional<SystemFlag> of(String wireName) {
        String wanted = wireName.toLowerCase(Locale.ROOT);
        for (SystemFlag flag : values()) {
            if (flag.wireName.toLowerCase(Locale.ROOT).equals(wanted)) {
                return Optional.of(flag);
            }
        }
        return Optional.empty();
    }
}
