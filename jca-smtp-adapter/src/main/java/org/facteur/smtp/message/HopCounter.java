package org.facteur.smtp.message;

/** Counts the Received fields in the header of a message that passes by: a message that loops collects them (RFC 5321 section 6.3). */
public final class HopCounter {

    private static final String FIELD = "received:";

    private boolean inHeader = true;
    private int column;
    private int matched;
    private int hops;

    /** Looks at the next octets; the whole message may be shown, its body costs nothing. */
    public void accept(byte[] octets, int length) {
        for (int i = 0; inHeader && i < length; i++) {
            accept((char) (octets[i] & 0xff));
        }
    }

    private void accept(char c) {
        if (c == '\n') {
            inHeader = column > 0;
            column = 0;
            matched = 0;
        } else if (c != '\r') {
            if (matched == column && matched < FIELD.length() && Character.toLowerCase(c) == FIELD.charAt(matched)) {
                matched++;
                hops += matched == FIELD.length() ? 1 : 0;
            }
            column++;
        }
    }

    public int hops() {
        return hops;
    }
}
