package org.facteur.admin.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the query says for a list whose next part is told by where one ends; a value that cannot be is a 422 that names it. */
public abstract class PositionParameters {

    @QueryParam("sender")
    @DefaultValue("")
    private String sender = "";

    @QueryParam("after")
    private @Nullable String after;

    @QueryParam("count")
    @DefaultValue("" + ListParameters.DEFAULT_COUNT)
    private String count = "" + ListParameters.DEFAULT_COUNT;

    /** A part of whoever sent it; empty for anybody. */
    final String sender() {
        return sender;
    }

    /** Where an earlier answer ended. */
    final Optional<String> after() {
        return Optional.ofNullable(after);
    }

    /** The same as a number; empty for the beginning. */
    final Optional<Long> numberAfter() {
        try {
            return after().map(Long::valueOf);
        } catch (NumberFormatException e) {
            throw notAnEnd();
        }
    }

    static ProblemException notAnEnd() {
        return ProblemException.invalid("after", "This is the next of an earlier answer.");
    }

    final int count(int most) {
        return ListParameters.number("count", count, 1, most);
    }

    /** Empty if the text is null. */
    static Optional<Instant> moment(String field, @Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(field, "This is a moment such as 2026-03-01T10:15:30Z.");
        }
    }
}
