package org.facteur.sieve.command;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads the words of one command in their order; what is not as the grammar has it ends with a sentence. */
final class ArgumentReader {

    private static final int MAX_KEYWORD = 20;

    /** The largest number of RFC 5804 section 4. */
    private static final long MAX_NUMBER = 0xFFFFFFFFL;

    private final byte[] octets;
    private int position;

    ArgumentReader(byte[] octets) {
        this.octets = octets;
    }

    /** {@code 1*ALPHA} */
    String keyword() throws SieveSyntaxException {
        int start = position;
        while (position < octets.length && isLetter(octets[position]) && position - start <= MAX_KEYWORD) {
            position++;
        }
        if (position == start || position - start > MAX_KEYWORD) {
            throw new SieveSyntaxException("Unknown command");
        }
        return new String(octets, start, position - start, StandardCharsets.US_ASCII);
    }

    private static boolean isLetter(byte octet) {
        return (octet >= 'A' && octet <= 'Z') || (octet >= 'a' && octet <= 'z');
    }

    /** {@code SP string}, in UTF-8 */
    String nextText() throws SieveSyntaxException {
        expectSpace();
        return text();
    }

    /** {@code [SP string]} */
    Optional<String> optionalText() throws SieveSyntaxException {
        return position == octets.length ? Optional.empty() : Optional.of(nextText());
    }

    /** {@code SP string}, whatever its octets */
    byte[] nextString() throws SieveSyntaxException {
        expectSpace();
        return string();
    }

    /** {@code SP 1*DIGIT} */
    long nextNumber() throws SieveSyntaxException {
        expectSpace();
        int start = position;
        long number = 0;
        while (position < octets.length && isDigit(octets[position])) {
            number = 10 * number + octets[position++] - '0';
            if (number > MAX_NUMBER) {
                throw new SieveSyntaxException("A number has at most 32 bits");
            }
        }
        if (position == start) {
            throw new SieveSyntaxException("A number is missing");
        }
        return number;
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
    }

    void expectEnd() throws SieveSyntaxException {
        if (position < octets.length) {
            throw new SieveSyntaxException("There is more than the command takes");
        }
    }

    String text() throws SieveSyntaxException {
        byte[] string = string();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(string))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new SieveSyntaxException("Not UTF-8");
        }
    }

    private void expectSpace() throws SieveSyntaxException {
        if (position == octets.length || octets[position] != ' ') {
            throw new SieveSyntaxException("An argument is missing");
        }
        position++;
    }

    private byte[] string() throws SieveSyntaxException {
        if (position < octets.length && octets[position] == '"') {
            return quoted();
        }
        if (position < octets.length && octets[position] == '{') {
            return literal();
        }
        throw new SieveSyntaxException("A string is missing");
    }

    /** {@code DQUOTE *(SAFE-CHAR / "\" (DQUOTE / "\")) DQUOTE} */
    private byte[] quoted() throws SieveSyntaxException {
        ByteArrayOutputStream string = new ByteArrayOutputStream();
        position++;
        while (position < octets.length && octets[position] != '"') {
            if (octets[position] == '\\') {
                position++;
                if (position == octets.length || (octets[position] != '"' && octets[position] != '\\')) {
                    throw new SieveSyntaxException(
                            "In a quoted string a backslash stands before a quote or a backslash");
                }
            }
            string.write(octets[position++]);
        }
        if (position == octets.length) {
            throw new SieveSyntaxException("A quoted string does not end");
        }
        position++;
        return string.toByteArray();
    }

    /** {@code "{" number "+}" CRLF *OCTET}, which the framing has seen to be whole unless it stands where none can be */
    private byte[] literal() throws SieveSyntaxException {
        int size = 0;
        position++;
        while (position < octets.length && isDigit(octets[position]) && size <= octets.length) {
            size = 10 * size + octets[position++] - '0';
        }
        boolean whole = octets.length - position >= 4 + (long) size
                && octets[position] == '+'
                && octets[position + 1] == '}'
                && octets[position + 2] == '\r'
                && octets[position + 3] == '\n';
        if (!whole) {
            throw new SieveSyntaxException("A literal stands at the end of a line");
        }
        int start = position + 4;
        position = start + size;
        return Arrays.copyOfRange(octets, start, position);
    }
}
