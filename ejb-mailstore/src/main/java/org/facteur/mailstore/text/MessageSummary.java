package org.facteur.mailstore.text;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facteur.api.message.Envelope;
import org.facteur.mailstore.mime.MailDate;
import org.facteur.mailstore.mime.ScannedMessage;
import org.jspecify.annotations.Nullable;

/**
 * What the store computes once of a message, at delivery, for searching, sorting, threading and lists.
 *
 * @param sentDate the date of the Date header as written, disregarding time and zone, for SENTBEFORE, SENTON, SENTSINCE
 * @param sent the point in time of the Date header
 * @param baseSubject the subject decoded and without Re: and Fwd: (RFC 5256 section 2.1), at most {@link #MAX_SUBJECT} characters
 * @param reply whether the subject says that it answers or forwards (RFC 5256 section 2.1)
 * @param messageId the Message-ID normalised: the octets between the angle brackets, a space in
 *     quotes as DEL, at most {@link #MAX_MESSAGE_ID}
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

    /** Octets of a subject that are looked at: many more than are kept, since Re: and encoded words take room. */
    private static final int MAX_SUBJECT_READ = 4096;

    public MessageSummary {
        references = List.copyOf(references);
    }

    /** Derives the summary of a message that has been scanned. */
    public static MessageSummary of(ScannedMessage message) {
        Envelope envelope = message.structure().envelope();
        Optional<MailDate> date = Optional.ofNullable(envelope.date()).flatMap(MailDate::parse);
        BaseSubject subject = BaseSubject.of(decodedSubject(envelope.subject()));
        List<String> ids = envelope.messageId() == null ? List.of() : MessageIds.in(envelope.messageId());
        return new MessageSummary(
                date.map(MailDate::asWritten).orElse(null),
                date.map(MailDate::instant).orElse(null),
                shortened(subject.text()),
                subject.reply(),
                ids.isEmpty() ? null : ids.get(0),
                references(message.references(), envelope.inReplyTo()),
                Preview.of(message.samples()));
    }

    private static String decodedSubject(@Nullable String subject) {
        if (subject == null) {
            return "";
        }
        return HeaderText.decode(subject.substring(0, Math.min(subject.length(), MAX_SUBJECT_READ)));
    }

    private static List<String> references(@Nullable String references, @Nullable String inReplyTo) {
        List<String> ids = references == null ? List.of() : MessageIds.in(references);
        if (ids.isEmpty()) {
            List<String> answered = inReplyTo == null ? List.of() : MessageIds.in(inReplyTo);
            return answered.subList(0, Math.min(answered.size(), 1));
        }
        if (ids.size() <= MAX_REFERENCES) {
            return ids;
        }
        List<String> kept = new ArrayList<>(ids.subList(0, 1));
        kept.addAll(ids.subList(ids.size() - MAX_REFERENCES + 1, ids.size()));
        return kept;
    }

    private static String shortened(String subject) {
        if (subject.length() <= MAX_SUBJECT) {
            return subject;
        }
        boolean splitsPair = Character.isHighSurrogate(subject.charAt(MAX_SUBJECT - 1));
        return subject.substring(0, splitsPair ? MAX_SUBJECT - 1 : MAX_SUBJECT);
    }
}
