package org.facteur.mailstore.mime;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The date of a Date header field (RFC 5322 sections 3.3 and 4.3), read leniently.
 *
 * @param asWritten the date disregarding time and zone, as SENTBEFORE, SENTON and SENTSINCE want it
 * @param instant the point in time
 */
public record MailDate(LocalDate asWritten, Instant instant) {

    /** Reads a field body as it stands in an envelope; empty if it holds no date. */
    @SuppressWarnings("DoNotCallSuggester")
    public static Optional<MailDate> parse(String field) {
        throw new UnsupportedOperationException();
    }
}
