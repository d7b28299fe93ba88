package org.facteur.wire.sasl;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Names and passwords as SASL transfers them. */
final class Text {

    /** The longest name or password in octets; RFC 4616 section 2 demands 255 at least. */
    static final int MAX_LENGTH = 1_024;

    private Text() {}

    /** Decodes a name or password. */
    static String decode(byte[] octets, int from, int to) throws MalformedResponseException {
        if (to - from > MAX_LENGTH) {
            throw new MalformedResponseException("Name or password too long");
        }
        return utf8(octets, from, to);
    }

    /** Decodes a message of names and other things, whose length the line bounds. */
    static String decodeMessage(byte[] octets) throws MalformedResponseException {
        return utf8(octets, 0, octets.length);
    }

    /** Strictly, and without NUL. */
    private static String utf8(byte[] octets, int from, int to) throws MalformedResponseException {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedResponseException("Not UTF-8");
        }
        if (text.indexOf('\0') >= 0) {
            throw new MalformedResponseException("NUL in name or password");
        }
        return text;
    }
}
