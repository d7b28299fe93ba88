package org.facteur.imap.handler;

import org.facteur.api.mailbox.MailboxName;

/**
 * The pattern of LIST and LSUB (RFC 3501 section 6.3.8): {@code *} stands for anything, {@code %} for anything within one
 * level, and INBOX is the same in any case. Matching takes no recursion and no time that explodes with wildcards.
 */
final class MailboxPattern {

    private static final char ANYTHING = '*';
    private static final char WITHIN_LEVEL = '%';
    private static final int INBOX_LENGTH = MailboxName.INBOX.value().length();

    private final String pattern;

    /**
     * @param reference put before the pattern as it is
     * @param pattern with its wildcards, in Unicode
     */
    MailboxPattern(String reference, String pattern) {
        this.pattern = reference + pattern;
    }

    /** Whether the pattern has a {@code %}, so that LSUB names the superiors of what it would find below. */
    boolean stopsAtLevel() {
        return pattern.indexOf(WITHIN_LEVEL) >= 0;
    }

    /** Whether the pattern ends with a {@code %}, so that LIST finds levels that are no mailboxes (RFC 3501 section 6.3.8). */
    boolean endsWithinLevel() {
        return !pattern.isEmpty() && pattern.charAt(pattern.length() - 1) == WITHIN_LEVEL;
    }

    boolean matches(MailboxName mailbox) {
        String name = mailbox.value();
        boolean inbox = name.startsWith(MailboxName.INBOX.value())
                && (name.length() == INBOX_LENGTH || name.charAt(INBOX_LENGTH) == MailboxName.SEPARATOR);
        // Where to go on after a mismatch: the last wildcard of each kind, and what it has taken so far. An earlier one
        // could only take what the last one may take as well.
        int star = -1;
        int starEnd = 0;
        int percent = -1;
        int percentEnd = 0;
        int p = 0;
        int n = 0;
        while (n < name.length() || p < pattern.length()) {
            if (p < pattern.length() && pattern.charAt(p) == ANYTHING) {
                star = p++;
                starEnd = n;
                percent = -1;
            } else if (p < pattern.length() && pattern.charAt(p) == WITHIN_LEVEL) {
                percent = p++;
                percentEnd = n;
            } else if (p < pattern.length()
                    && n < name.length()
                    && same(pattern.charAt(p), name.charAt(n), inbox && n < INBOX_LENGTH)) {
                p++;
                n++;
            } else if (percent >= 0 && percentEnd < name.length() && name.charAt(percentEnd) != MailboxName.SEPARATOR) {
                n = ++percentEnd;
                p = percent + 1;
            } else if (star >= 0 && starEnd < name.length()) {
                n = ++starEnd;
                p = star + 1;
                percent = -1;
            } else {
                return false;
            }
        }
        return true;
    }

    private static boolean same(char wanted, char found, boolean anyCase) {
        return wanted == found || (anyCase && Character.toUpperCase(wanted) == found);
    }
}
