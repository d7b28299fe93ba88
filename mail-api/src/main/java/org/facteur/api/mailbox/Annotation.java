package org.facteur.api.mailbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that is kept with a mailbox, or with the server, under a name (RFC 5464 section 2).
 *
 * @param entry its name
 * @param value octets; null for none, which takes an annotation away
 */
public record Annotation(Entry entry, byte @Nullable [] value) {

    /** Octets of the longest value: 64 KiB. */
    public static final int MAX_VALUE = 1 << 16;

    /** Annotations of one mailbox that one account sees as its own, and as many that all share. */
    public static final int MAX_ENTRIES = 100;

    /** Octets of the values of those, together: 1 MiB. So much whoever asks for all of them has to hold, twice. */
    public static final int MAX_OCTETS = 1 << 20;

    /** Octets of the values that are kept with all mailboxes of one account, whoever sees them: 16 MiB. */
    public static final int MAX_OF_ACCOUNT = 16 << 20;

    /** Who sees an annotation. */
    public enum Scope {
        /** The account that has set it. */
        PRIVATE("/private"),
        /** Everybody who sees the mailbox. */
        SHARED("/shared");

        private final String prefix;

        Scope(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * The name of an annotation, the same in any case.
     *
     * @param path in lower case, with a slash before each component: {@code /comment} of {@code /private/comment}
     */
    public record Entry(Scope scope, String path) implements Comparable<Entry> {

        /** Characters of the longest name. */
        public static final int MAX_LENGTH = 250;

        /** The entry of that name; empty if it is none (RFC 5464 section 3.2). */
        public static Optional<Entry> parse(String name) {
            String lower = name.toLowerCase(Locale.ROOT);
            return Arrays.stream(Scope.values())
                    .filter(scope -> lower.startsWith(scope.prefix + "/"))
                    .map(scope -> new Entry(scope, lower.substring(scope.prefix.length())))
                    .filter(Entry::isLegal)
                    .findFirst();
        }

        private boolean isLegal() {
            return toString().length() <= MAX_LENGTH
                    && !path.endsWith("/")
                    && !path.contains("//")
                    && path.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '*' && c != '%');
        }

        /** Whether this entry is the other, or so many levels below it at most. */
        public boolean isWithin(Entry other, int levels) {
            if (scope != other.scope || !(path + "/").startsWith(other.path + "/")) {
                return false;
            }
            long below = path.substring(other.path.length())
                    .chars()
                    .filter(c -> c == '/')
                    .count();
            return below <= levels;
        }

        @Override
        public int compareTo(Entry other) {
            return toString().compareTo(other.toString());
        }

        @Override
        public String toString() {
            return scope.prefix + path;
        }
    }
}
