package org.facteur.mailstore.fulltext;

import org.apache.lucene.util.BytesRef;

/** Characters as they are in the index: each in one to three octets, halves of surrogate pairs too, and none begins another. */
final class Gram {

    /** Characters of a gram. */
    static final int LENGTH = 3;

    /** Fills the grams at the end of a text. A needle that holds it is not asked of the index. */
    static final char PADDING = '\uFFFF';

    private static final int MAX_OCTETS = 3;

    private Gram() {}

    /** Those of some characters. */
    static BytesRef of(String text, int from, int to) {
        BytesRef octets = new BytesRef(MAX_OCTETS * (to - from));
        for (int i = from; i < to; i++) {
            append(text.charAt(i), octets);
        }
        return octets;
    }

    /** Puts the gram that begins at a position into an array that has room for it. */
    static void encode(char[] text, int from, int end, BytesRef octets) {
        octets.offset = 0;
        octets.length = 0;
        for (int i = from; i < from + LENGTH; i++) {
            append(i < end ? text[i] : PADDING, octets);
        }
    }

    /** A gram that others have room for. */
    static BytesRef empty() {
        return new BytesRef(MAX_OCTETS * LENGTH);
    }

    private static void append(char c, BytesRef octets) {
        if (c < 0x80) {
            octets.bytes[octets.length++] = (byte) c;
        } else if (c < 0x800) {
            octets.bytes[octets.length++] = (byte) (0xC0 | c >> 6);
            octets.bytes[octets.length++] = (byte) (0x80 | (c & 0x3F));
        } else {
            octets.bytes[octets.length++] = (byte) (0xE0 | c >> 12);
            octets.bytes[octets.length++] = (byte) (0x80 | (c >> 6 & 0x3F));
            octets.bytes[octets.length++] = (byte) (0x80 | (c & 0x3F));
        }
    }
}
