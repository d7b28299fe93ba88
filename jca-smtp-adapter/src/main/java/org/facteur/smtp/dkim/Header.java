package org.facteur.smtp.dkim;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A header, as far as it could be read.
 *
 * @param fields from top to bottom
 * @param isWellFormed whether each line belongs to one of them
 */
record Header(List<HeaderField> fields, boolean isWellFormed) {

    /** Fields of the largest header that is looked at: each is an object of its own, however short it is. */
    static final int MAX_FIELDS = 2_000;

    /**
     * Reads the fields, and passes over what is none.
     *
     * @param header whole lines, each with its CRLF, without the empty one
     * @return empty if there are too many
     */
    static Optional<Header> of(byte[] header) {
        List<HeaderField> fields = new ArrayList<>();
        int count = 0;
        int at = 0;
        while (at < header.length) {
            if (count++ == MAX_FIELDS) {
                return Optional.empty();
            }
            int end = HeaderField.endOfField(header, at);
            HeaderField.field(header, at, end - 2).ifPresent(fields::add);
            at = end;
        }
        return Optional.of(new Header(fields, fields.size() == count));
    }
}
