package org.facteur.mailstore.sieve.script;

import java.util.Locale;
import java.util.Optional;
import org.facteur.api.message.MimePart;

/**
 * What {@code :content} names (RFC 5173 section 5.2): a type with its subtype, a type alone, or everything.
 *
 * @param type in lower case; empty for every one
 * @param subtype in lower case; empty for every one
 */
record ContentTypeRange(String type, String subtype) {

    /** Empty for what is none, which matches no part. */
    static Optional<ContentTypeRange> of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        int slash = lower.indexOf('/');
        if (slash < 0) {
            return Optional.of(new ContentTypeRange(lower, ""));
        }
        boolean whole = slash > 0 && slash < lower.length() - 1 && lower.indexOf('/', slash + 1) < 0;
        return whole
                ? Optional.of(new ContentTypeRange(lower.substring(0, slash), lower.substring(slash + 1)))
                : Optional.empty();
    }

    boolean includes(MimePart part) {
        return (type.isEmpty() || type.equals(part.type())) && (subtype.isEmpty() || subtype.equals(part.subtype()));
    }
}
