package org.facteur.mailstore.mime;

/**
 * A field of a header (RFC 5322 section 2.2).
 *
 * @param name as written
 * @param value unfolded, without the white space around it, one {@code char} an octet; never a CR, LF or NUL
 */
public record HeaderField(String name, String value) {

    /** Whether this is the field of that name, in any case. */
    public boolean is(String otherName) {
        return name.equalsIgnoreCase(otherName);
    }
}
