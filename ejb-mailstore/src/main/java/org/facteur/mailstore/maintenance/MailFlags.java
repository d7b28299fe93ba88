package org.facteur.mailstore.maintenance;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.SystemFlag;
import org.jspecify.annotations.Nullable;

/**
 * Flags in the names of Maildir files and in the headers of mbox files.
 *
 * <p>A Maildir name ends with {@code :2,} and letters; small ones are the keywords that the file {@code dovecot-keywords} numbers.
 * There are 26 of those, so that the field {@code K=} of a name has all keywords as the bits of a hexadecimal number, too.
 */
final class MailFlags {

    /** In the order of the alphabet, as the specification of Maildir asks. */
    private static final String LETTERS = "DFRST";

    private static final List<SystemFlag> FLAGS =
            List.of(SystemFlag.DRAFT, SystemFlag.FLAGGED, SystemFlag.ANSWERED, SystemFlag.SEEN, SystemFlag.DELETED);

    private static final String FORWARDED = "$Forwarded";

    /** What dovecot-keywords can name. */
    private static final int KEYWORD_LETTERS = 26;

    private MailFlags() {}

    /** The end of a Maildir name. */
    static String maildir(long flags) {
        StringBuilder info = new StringBuilder();
        long keywords = flags >>> FlagTable.FIRST_KEYWORD_BIT;
        if (keywords != 0) {
            info.append(",K=").append(Long.toHexString(keywords));
        }
        info.append(":2,");
        for (int i = 0; i < LETTERS.length(); i++) {
            if ((flags & FLAGS.get(i).bit()) != 0) {
                info.append(LETTERS.charAt(i));
            }
        }
        for (int i = 0; i < KEYWORD_LETTERS; i++) {
            if ((keywords & (1L << i)) != 0) {
                info.append((char) ('a' + i));
            }
        }
        return info.toString();
    }

    /** @param keywords by their numbers; a number without a keyword is left out */
    static Flags ofMaildir(String name, Map<Integer, String> keywords) {
        int info = name.lastIndexOf(":2,");
        if (info < 0) {
            // Where a colon cannot be in a name, these stand for it.
            info = Math.max(name.lastIndexOf(";2,"), name.lastIndexOf("!2,"));
        }
        Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        Set<String> named = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (int i = info < 0 ? name.length() : info + 3; i < name.length(); i++) {
            char letter = name.charAt(i);
            int flag = LETTERS.indexOf(letter);
            if (flag >= 0) {
                system.add(FLAGS.get(flag));
            } else if (letter == 'P') {
                named.add(FORWARDED);
            } else if (letter >= 'a' && letter <= 'z') {
                add(keywords.get(letter - 'a'), named);
            }
        }
        long bits = keywordBits(name.substring(0, Math.max(info, 0)));
        for (int i = 0; i < FlagTable.MAX_KEYWORDS; i++) {
            if ((bits & (1L << i)) != 0) {
                add(keywords.get(i), named);
            }
        }
        return new Flags(system, named);
    }

    private static void add(@Nullable String keyword, Set<String> named) {
        if (keyword != null) {
            named.add(keyword);
        }
    }

    private static long keywordBits(String base) {
        int field = base.lastIndexOf(",K=");
        try {
            return field < 0
                    ? 0
                    : Long.parseUnsignedLong(base.substring(field + 3).split(",", 2)[0], 16);
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** The three header lines with which an exported mbox message begins. */
    static String mbox(long flags, FlagTable table) {
        StringBuilder status = new StringBuilder();
        append(status, flags, SystemFlag.ANSWERED, 'A');
        append(status, flags, SystemFlag.DELETED, 'D');
        append(status, flags, SystemFlag.FLAGGED, 'F');
        append(status, flags, SystemFlag.DRAFT, 'T');
        List<String> keywords = new ArrayList<>(table.names(flags));
        keywords.removeIf(name -> name.startsWith("\\"));
        return "Status: " + ((flags & SystemFlag.SEEN.bit()) != 0 ? "RO" : "O") + "\nX-Status: " + status
                + "\nX-Keywords: " + String.join(" ", keywords) + "\n";
    }

    private static void append(StringBuilder status, long flags, SystemFlag flag, char letter) {
        if ((flags & flag.bit()) != 0) {
            status.append(letter);
        }
    }

    /** Reads header lines of mbox messages, one by one, as several programs write them. */
    static final class MboxHeader {

        private final Set<SystemFlag> system = EnumSet.noneOf(SystemFlag.class);
        private final Set<String> keywords = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        private boolean removed;

        void read(String line) {
            int colon = line.indexOf(':');
            if (colon < 0) {
                return;
            }
            String value = line.substring(colon + 1).strip();
            switch (line.substring(0, colon).toLowerCase(Locale.ROOT)) {
                case "status" -> set(value, 'R', SystemFlag.SEEN);
                case "x-status" -> {
                    set(value, 'A', SystemFlag.ANSWERED);
                    set(value, 'D', SystemFlag.DELETED);
                    set(value, 'F', SystemFlag.FLAGGED);
                    set(value, 'T', SystemFlag.DRAFT);
                }
                case "x-keywords", "x-mozilla-keys" -> {
                    for (String keyword : value.split("\\s+")) {
                        if (isKeyword(keyword)) {
                            keywords.add(keyword);
                        }
                    }
                }
                case "x-mozilla-status" -> mozilla(value);
                default -> {
                    // another field
                }
            }
        }

        private void set(String value, char letter, SystemFlag flag) {
            if (value.indexOf(letter) >= 0) {
                system.add(flag);
            }
        }

        private void mozilla(String value) {
            int bits;
            try {
                bits = Integer.parseInt(value, 16);
            } catch (NumberFormatException e) {
                return;
            }
            if ((bits & 1) != 0) {
                system.add(SystemFlag.SEEN);
            }
            if ((bits & 2) != 0) {
                system.add(SystemFlag.ANSWERED);
            }
            if ((bits & 4) != 0) {
                system.add(SystemFlag.FLAGGED);
            }
            if ((bits & 0x1000) != 0) {
                keywords.add(FORWARDED);
            }
            removed = (bits & 8) != 0;
        }

        Flags flags() {
            return new Flags(system, keywords);
        }

        /** Whether the program has deleted the message and not tidied up yet. */
        boolean isRemoved() {
            return removed;
        }
    }

    /** Whether a client could have set it (RFC 3501 section 9, {@code flag-keyword}). */
    static boolean isKeyword(String word) {
        return !word.isEmpty()
                && word.length() <= 100
                && word.chars().allMatch(c -> c > ' ' && c < 0x7F && "(){%*\"\\]".indexOf(c) < 0);
    }
}
