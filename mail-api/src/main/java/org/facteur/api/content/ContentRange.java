package org.facteur.api.content;

/**
 * A run of octets of one content.
 *
 * @param content whose octets
 * @param offset the first octet, from 0; at or beyond the end the range is empty
 * @param length how many octets, at least 0; a range that reaches beyond the end is clipped
 */
public record ContentRange(ContentId content, long offset, int length) {

    public ContentRange {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("offset " + offset + ", length " + length);
        }
    }
}
