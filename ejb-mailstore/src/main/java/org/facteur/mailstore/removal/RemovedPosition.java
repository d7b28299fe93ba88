package org.facteur.mailstore.removal;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the list of removed messages, the last removed first.
 *
 * @param removed when, in seconds since 1970
 * @param removal the removal with which the message went
 */
public record RemovedPosition(long removed, long removal, long uid) {

    private static final Pattern TEXT = Pattern.compile("([0-9]{1,18})-([0-9]{1,18})-([0-9]{1,18})");

    /** @return empty if the text is none that {@link #toString} makes */
    public static Optional<RemovedPosition> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new RemovedPosition(
                        Long.parseLong(matcher.group(1)),
                        Long.parseLong(matcher.group(2)),
                        Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return removed + "-" + removal + "-" + uid;
    }
}
