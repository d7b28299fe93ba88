package org.facteur.mailstore.removal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Tells one removed message from every other: the UIDVALIDITY of the mailbox that it was in, and its UID there.
 *
 * @param uid 1 to 2^32-1
 */
public record RemovedMessageId(long uidValidity, long uid) {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,17})-([1-9][0-9]{0,9})");

    /** @return empty if the text is none that {@link #toString} makes */
    public static Optional<RemovedMessageId> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new RemovedMessageId(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return uidValidity + "-" + uid;
    }
}
