package org.facteur.imap.command;

import java.util.List;

/**
 * A section of a message as {@code BODY[...]} names it (RFC 3501 section 6.4.5): {@code BODY[2.1.MIME]} is part 2.1,
 * specifier MIME.
 *
 * @param part the part numbers from the outside in, each 1 to 2^32-1; empty for the message itself
 * @param specifier what of that part
 */
public record Section(List<Long> part, Specifier specifier) {

    /** {@code BODY[]}: the whole message. */
    public static final Section MESSAGE = new Section(List.of(), new Specifier.Whole());

    public Section {
        part = List.copyOf(part);
        if (part.isEmpty() && specifier instanceof Specifier.Mime) {
            throw new IllegalArgumentException("Only a part has a MIME header");
        }
    }

    /** What of the message or part is meant. */
    public sealed interface Specifier {

        /** Nothing said: the whole message, or the body of the part. */
        record Whole() implements Specifier {}

        /** {@code HEADER}: of the message, or of the message/rfc822 that the part holds. */
        record Header() implements Specifier {}

        /**
         * {@code HEADER.FIELDS} and {@code HEADER.FIELDS.NOT}.
         *
         * @param except whether the named fields are left out rather than picked
         * @param fields names as the client wrote them, at least one; they compare in any case
         */
        record HeaderFields(boolean except, List<String> fields) implements Specifier {
            public HeaderFields {
                fields = List.copyOf(fields);
            }
        }

        /** {@code TEXT}: the body of the message, or of the message/rfc822 that the part holds. */
        record Text() implements Specifier {}

        /** {@code MIME}: the MIME header of the part. */
        record Mime() implements Specifier {}
    }
}
