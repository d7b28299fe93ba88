package org.facteur.mailstore.text;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.facteur.mailstore.mime.ScannedMessage;
import org.jspecify.annotations.Nullable;

/**
 * What the store computes once of a message, at delivery, for searching, sorting, threading and lists.
 *
 * @param sentDate the date of the Date header as written, disregarding time and zone, for SENTBEFORE, SENTON, SENTSINCE
 * @param sent the point in time of the Date header
 * @param baseSubject the subject decoded and without Re: and Fwd: (RFC 5256 section 2.1), at most {@link #MAX_SUBJECT} characters
 * @param reply whether the subject says that it answers or forwards (RFC 5256 section 2.1)
 * @param messageId the Message-ID normalised: the octets between the angle brackets, at most {@link #MAX_MESSAGE_ID}
 * @param references the message ids of References, else the first of In-Reply-To (RFC 5256 section 3), normalised, oldest
 *     first, at most {@link #MAX_REFERENCES}: beyond that the first and the last ones
 * @param preview how the first text part begins, decoded, on one line, at most {@link #MAX_PREVIEW} characters; may be empty
 */
public record MessageSummary(
        @Nullable LocalDate sentDate,
        @Nullable Instant sent,
        String baseSubject,
        boolean reply,
        @Nullable String messageId,
        List<String> references,
        String preview) {

    /** Characters of the longest base subject. */
    public static final int MAX_SUBJECT = 255;

    /** Octets of the longest message id kept. */
    public static final int MAX_MESSAGE_ID = 255;

    /** References kept. */
    public static final int MAX_REFERENCES = 100;

    /** Characters of the longest preview. */
    public static final int MAX_PREVIEW = 200;

    public MessageSummary {
        references = List.copyOf(references);
    }

    /** Derives the summary of a message that has been scanned. */
    @SuppressWarnings("DoNotCallSuggester")
    public static MessageSummary of(ScannedMessage message) {
        throw new UnsupportedOperationException();
    }
}
