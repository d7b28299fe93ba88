package org.facteur.wire.sasl;

import java.util.Base64;

/** Reads {@code x=value} attributes, which commas part, in the order in which they have to come (RFC 5802 section 5.1). */
final class ScramAttributes {

    private final String text;
    private int next;

    ScramAttributes(String text) {
        this.text = text;
    }

    /** The value of the next attribute, which has to be that one; an extension in its place ({@code m=}) is not known. */
    String next(char name) throws MalformedResponseException {
        if (next > text.length()) {
            throw new MalformedResponseException("Not a SCRAM message");
        }
        int comma = text.indexOf(',', next);
        int end = comma < 0 ? text.length() : comma;
        String attribute = text.substring(next, end);
        next = end + 1;
        return value(name, attribute);
    }

    static String value(char name, String attribute) throws MalformedResponseException {
        if (attribute.length() < 2 || attribute.charAt(0) != name || attribute.charAt(1) != '=') {
            throw new MalformedResponseException("Not a SCRAM message");
        }
        return attribute.substring(2);
    }

    static String nonce(String value) throws MalformedResponseException {
        if (value.isEmpty() || value.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
            throw new MalformedResponseException("A nonce is printable");
        }
        return value;
    }

    static byte[] base64(String value) throws MalformedResponseException {
        try {
            return Base64.getDecoder().decode(value);
        } catch (IllegalArgumentException e) {
            throw new MalformedResponseException("Not base64");
        }
    }
}
