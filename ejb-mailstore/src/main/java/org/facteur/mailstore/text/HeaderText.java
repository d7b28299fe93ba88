package org.facteur.mailstore.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;

/**
 * Decodes what headers say: encoded words (RFC 2047, RFC 2231 section 5) in any charset, and octets beyond US-ASCII as they are
 * (RFC 6532). A character whose octets are spread over encoded words is put together; what is no encoded word stays as it is.
 * Time grows with the length only, whatever stands there.
 */
public final class HeaderText {

    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private final String text;
    private final StringBuilder decoded = new StringBuilder();

    /** The octets of the words that have been read last, without another text between them. */
    private final ByteArrayOutputStream word = new ByteArrayOutputStream();

    private String wordCharset = "";
    private int position;

    private HeaderText(String text) {
        this.text = text;
    }

    /** @param value unfolded, one {@code char} an octet */
    public static String decode(String value) {
        return value.contains("=?") ? new HeaderText(value).decode() : plain(value);
    }

    private static String plain(String octets) {
        return isAscii(octets) ? octets : characters(octets.getBytes(ISO_8859_1), UTF_8);
    }

    private static boolean isAscii(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) > 0x7F) {
                return false;
            }
        }
        return true;
    }

    private String decode() {
        for (int start = text.indexOf("=?"); start >= 0; start = text.indexOf("=?", position)) {
            int before = position;
            if (!encodedWord(start, word.size() > 0 && isSpace(before, start))) {
                position = start + 2;
                appendPlain(before, position);
            }
        }
        appendPlain(position, text.length());
        return decoded.toString();
    }

    /** {@code encoded-word = "=?" charset ["*" language] "?" encoding "?" encoded-text "?="} */
    private boolean encodedWord(int start, boolean continues) {
        int encoding = text.indexOf('?', start + 2) + 1;
        if (encoding == 0 || encoding + 1 >= text.length() || text.charAt(encoding + 1) != '?') {
            return false;
        }
        int end = text.indexOf('?', encoding + 2);
        while (end >= 0 && text.startsWith("??=", end)) {
            end++;
        }
        char mechanism = Character.toLowerCase(text.charAt(encoding));
        if (end < 0
                || end + 1 >= text.length()
                || text.charAt(end + 1) != '='
                || (mechanism != 'b' && mechanism != 'q')) {
            return false;
        }
        String charset = text.substring(start + 2, encoding - 1);
        int language = charset.indexOf('*');
        charset = language < 0 ? charset : charset.substring(0, language);
        if (!continues) {
            appendPlain(position, start);
        } else if (!charset.equalsIgnoreCase(wordCharset)) {
            endWords();
        }
        wordCharset = charset;
        if (mechanism == 'b') {
            base64(encoding + 2, end);
        } else {
            quoted(encoding + 2, end);
        }
        position = end + 2;
        return true;
    }

    private boolean isSpace(int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) != ' ' && text.charAt(i) != '\t') {
                return false;
            }
        }
        return true;
    }

    private void base64(int from, int to) {
        int bits = 0;
        int count = 0;
        for (int i = from; i < to; i++) {
            int value = base64Value(text.charAt(i));
            if (value >= 0) {
                bits = bits << 6 | value;
                count += 6;
                if (count >= 8) {
                    count -= 8;
                    word.write(bits >> count);
                }
            }
        }
    }

    private static int base64Value(char c) {
        if (c >= 'A' && c <= 'Z') {
            return c - 'A';
        }
        if (c >= 'a' && c <= 'z') {
            return c - 'a' + 26;
        }
        if (c >= '0' && c <= '9') {
            return c - '0' + 52;
        }
        return c == '+' ? 62 : c == '/' ? 63 : -1;
    }

    private void quoted(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int high = c == '=' && i + 2 < to ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            if (low >= 0) {
                word.write(high << 4 | low);
                i += 2;
            } else if (c == '_') {
                word.write(' ');
            } else {
                word.write(c);
            }
        }
    }

    private void appendPlain(int from, int to) {
        endWords();
        decoded.append(plain(text.substring(from, to)));
    }

    private void endWords() {
        if (word.size() > 0) {
            decoded.append(characters(word.toByteArray(), MailCharsets.lookup(wordCharset)));
            word.reset();
        }
    }

    private static String characters(byte[] octets, Charset charset) {
        if (!charset.equals(UTF_8)) {
            return new String(octets, charset);
        }
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException e) {
            return new String(octets, WINDOWS_1252);
        }
    }
}
