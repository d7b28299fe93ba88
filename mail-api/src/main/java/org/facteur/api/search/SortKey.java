package org.facteur.api.search;

/**
 * What messages are ordered by (RFC 5256 section 3, RFC 5957 section 3). Texts compare by {@code i;unicode-casemap} (RFC 5051);
 * what is missing is empty, and comes first.
 */
public enum SortKey implements SortBy {
    /** The internal date with its time. */
    ARRIVAL,
    /** The local part of the first address in the header field. */
    CC,
    /** The moment in the Date header field; of a message without one, the internal date. */
    DATE,
    /** The display name of the first address in From; of one without a name, the address. */
    DISPLAYFROM,
    /** The display name of the first address in To; of one without a name, the address. */
    DISPLAYTO,
    /** The local part of the first address in the header field. */
    FROM,
    /** How well the message matches the fuzzy keys of the search (RFC 6203 section 5), the best first. */
    RELEVANCY,
    /** Octets. */
    SIZE,
    /** The base subject (RFC 5256 section 2.1). */
    SUBJECT,
    /** The local part of the first address in the header field. */
    TO
}
