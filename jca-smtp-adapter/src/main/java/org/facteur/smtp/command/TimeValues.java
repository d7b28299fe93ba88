package org.facteur.smtp.command;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.facteur.api.smtp.DeliverBy;
import org.facteur.smtp.command.EsmtpParameter.By;
import org.facteur.smtp.command.EsmtpParameter.HoldFor;
import org.facteur.smtp.command.EsmtpParameter.HoldUntil;
import org.jspecify.annotations.Nullable;

/** The values of the parameters that say when a message is to go or to arrive (RFC 4865, RFC 2852); null for what is none. */
final class TimeValues {

    private static final Pattern INTERVAL = Pattern.compile("[1-9][0-9]{0,8}");
    private static final Pattern DATE_TIME =
            Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\\.[0-9]{1,9})?Z");
    private static final Pattern BY = Pattern.compile("([-+]?[0-9]{1,9});([NR])(T?)");

    private TimeValues() {}

    /** {@code future-release-interval = NZDIGIT 0*8DIGIT}, seconds. */
    static @Nullable EsmtpParameter holdFor(@Nullable String value) {
        return value != null && INTERVAL.matcher(value).matches() ? new HoldFor(Long.parseLong(value)) : null;
    }

    /** {@code future-release-date-time = Internet-style-date-time-UTC}, the form of RFC 3339 with {@code Z}. */
    static @Nullable EsmtpParameter holdUntil(@Nullable String value) {
        String text = value == null ? "" : value.toUpperCase(Locale.ROOT);
        if (!DATE_TIME.matcher(text).matches()) {
            return null;
        }
        try {
            return new HoldUntil(Instant.parse(text));
        } catch (DateTimeParseException noSuchTime) {
            return null;
        }
    }

    /**
     * <pre>
     * by-value = by-time ";" by-mode [by-trace]
     * by-time  = ["-" / "+"] 1*9DIGIT
     * by-mode  = "N" / "R"
     * by-trace = "T"
     * </pre>
     *
     * <p>A message that is to come back when it is late must have some time left (RFC 2852 section 4).
     */
    static @Nullable EsmtpParameter by(@Nullable String value) {
        Matcher by = BY.matcher(value == null ? "" : value.toUpperCase(Locale.ROOT));
        if (!by.matches()) {
            return null;
        }
        long seconds = Long.parseLong(by.group(1));
        DeliverBy.Mode mode = by.group(2).equals("R") ? DeliverBy.Mode.RETURN : DeliverBy.Mode.NOTIFY;
        return mode == DeliverBy.Mode.RETURN && seconds <= 0
                ? null
                : new By(seconds, mode, !by.group(3).isEmpty());
    }
}
