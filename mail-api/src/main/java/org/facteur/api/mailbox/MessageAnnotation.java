package org.facteur.api.mailbox;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value that is kept with a message under a name (RFC 5257 section 3).
 *
 * @param entry its name, in this case: {@code /comment}
 * @param scope who sees it
 * @param value octets; null for none, which takes an annotation away
 */
public record MessageAnnotation(String entry, Annotation.Scope scope, byte @Nullable [] value) {

    /** Octets of the longest value: 16 KiB. */
    public static final int MAX_VALUE = 1 << 14;

    /** Annotations of one message that one account sees as its own, and as many that all share. */
    public static final int MAX_ENTRIES = 20;

    /** Octets of the annotations of all messages in the mailboxes of one account: 64 MiB. */
    public static final long MAX_OF_ACCOUNT = 1L << 26;

    /** Characters of the longest name. */
    public static final int MAX_NAME = 250;

    /** A part of a message, with what is kept with it: {@code /1.2/comment}. */
    private static final Pattern OF_PART = Pattern.compile("/[1-9][0-9]{0,9}(\\.[1-9][0-9]{0,9})*/.+");

    /** Whether something can be kept under a name (RFC 5257 section 3.2). */
    public static boolean isLegal(String entry) {
        return isShaped(entry)
                && entry.chars().noneMatch(c -> c == '*' || c == '%')
                && (entry.charAt(1) < '0' || entry.charAt(1) > '9' || isOfPart(entry))
                // Reserved, RFC 5257 section 3.5.
                && !(entry + "/").startsWith("/flags/");
    }

    /** Whether a name belongs to a part of a message, which has to be there. */
    public static boolean isOfPart(String entry) {
        return OF_PART.matcher(entry).matches();
    }

    private static boolean isShaped(String entry) {
        return entry.length() > 1
                && entry.length() <= MAX_NAME
                && entry.startsWith("/")
                && !entry.endsWith("/")
                && !entry.contains("//")
                && entry.chars().allMatch(c -> c >= ' ' && c < 0x7F);
    }
}
