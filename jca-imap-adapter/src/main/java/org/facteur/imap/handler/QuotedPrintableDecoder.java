package org.facteur.imap.handler;

import java.io.ByteArrayOutputStream;

/**
 * Undoes quoted-printable (RFC 2045 section 6.7): soft line breaks and blanks at the end of a line are gone, and an equals sign
 * that means nothing stands for itself.
 */
final class QuotedPrintableDecoder implements OctetFilter {

    private enum State {
        TEXT,
        /** Behind an equals sign. */
        ESCAPE,
        /** Behind an equals sign and one digit. */
        DIGIT,
        /** Behind an equals sign and blanks, or a CR, that end the line. */
        SOFT_BREAK
    }

    /** More blanks than these are kept, wherever they stand: they are no mistake of transport. */
    private static final int MAX_BLANKS = 998;

    private final ByteArrayOutputStream blanks = new ByteArrayOutputStream(0);
    private State state = State.TEXT;
    private byte digit;

    @Override
    public byte[] next(byte[] octets, boolean last) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
        for (byte octet : octets) {
            take(octet, out);
        }
        if (last && state == State.DIGIT) {
            out.write('=');
            out.write(digit);
        }
        return out.toByteArray();
    }

    private void take(byte octet, ByteArrayOutputStream out) {
        switch (state) {
            case TEXT -> text(octet, out);
            case ESCAPE -> escape(octet, out);
            case DIGIT -> digit(octet, out);
            case SOFT_BREAK -> softBreak(octet, out);
        }
    }

    private void text(byte octet, ByteArrayOutputStream out) {
        if (isBlank(octet)) {
            if (blanks.size() == MAX_BLANKS) {
                keepBlanks(out);
            }
            blanks.write(octet);
        } else if (octet == '\r' || octet == '\n') {
            blanks.reset();
            out.write(octet);
        } else {
            keepBlanks(out);
            if (octet == '=') {
                state = State.ESCAPE;
            } else {
                out.write(octet);
            }
        }
    }

    private void escape(byte octet, ByteArrayOutputStream out) {
        if (value(octet) >= 0) {
            digit = octet;
            state = State.DIGIT;
        } else if (isBlank(octet) || octet == '\r') {
            state = State.SOFT_BREAK;
        } else {
            state = State.TEXT;
            if (octet != '\n') {
                out.write('=');
                text(octet, out);
            }
        }
    }

    private void digit(byte octet, ByteArrayOutputStream out) {
        state = State.TEXT;
        if (value(octet) >= 0) {
            out.write((value(digit) << 4) | value(octet));
        } else {
            out.write('=');
            out.write(digit);
            text(octet, out);
        }
    }

    private void softBreak(byte octet, ByteArrayOutputStream out) {
        if (!isBlank(octet) && octet != '\r') {
            state = State.TEXT;
            if (octet != '\n') {
                text(octet, out);
            }
        }
    }

    private void keepBlanks(ByteArrayOutputStream out) {
        out.writeBytes(blanks.toByteArray());
        blanks.reset();
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }

    private static int value(byte octet) {
        return Character.digit(octet, 16);
    }
}
