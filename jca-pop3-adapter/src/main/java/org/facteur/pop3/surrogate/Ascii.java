package org.facteur.pop3.surrogate;

/** US-ASCII, and what is not. */
final class Ascii {

    private Ascii() {}

    static boolean is(String text) {
        return text.chars().allMatch(each -> each < 0x80);
    }

    static boolean is(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }
}
