package org.facteur.mailstore.sieve.syntax;

import java.util.Locale;
import org.facteur.mailstore.sieve.syntax.Token.Kind;

/**
 * Cuts a script into words (RFC 5228 section 8.1). Lines end with CRLF or LF, and the lines of strings are given with CRLF,
 * however they were written.
 */
final class Lexer {

    /** The longest string, in characters. */
    static final int MAX_STRING = 32 * 1024;

    private static final int MAX_IDENTIFIER = 64;

    /** RFC 5228 section 2.4.1 wants 31 bits at least; a number with its quantifier has no more than these. */
    private static final long MAX_NUMBER = 1L << 40;

    private final String text;
    private int position;
    private int line = 1;

    Lexer(String text) {
        this.text = text;
    }

    Token next() throws InvalidScriptException {
        skipSpace();
        if (position == text.length()) {
            return new Token(Kind.END, "the end", 0, line);
        }
        char c = text.charAt(position);
        if (c == '"') {
            return quoted();
        }
        if (c == ':') {
            position++;
            return new Token(Kind.TAG, identifier(), 0, line);
        }
        if (c >= '0' && c <= '9') {
            return number();
        }
        if (isLetter(c)) {
            int start = line;
            String name = identifier();
            return name.equals("text") && position < text.length() && text.charAt(position) == ':'
                    ? multiLine()
                    : new Token(Kind.IDENTIFIER, name, 0, start);
        }
        if ("()[]{},;".indexOf(c) >= 0) {
            position++;
            return new Token(Kind.MARK, String.valueOf(c), 0, line);
        }
        throw wrong("This character is not allowed here");
    }

    private InvalidScriptException wrong(String message) {
        return new InvalidScriptException(line, message);
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** {@code white-space = 1*(SP / CRLF / HTAB) / comment} */
    private void skipSpace() throws InvalidScriptException {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '\n') {
                line++;
                position++;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                position++;
            } else if (c == '#') {
                int end = text.indexOf('\n', position);
                position = end < 0 ? text.length() : end;
            } else if (text.startsWith("/*", position)) {
                comment();
            } else {
                return;
            }
        }
    }

    private void comment() throws InvalidScriptException {
        int end = text.indexOf("*/", position + 2);
        if (end < 0) {
            throw wrong("A comment does not end");
        }
        line += (int)
                text.substring(position, end).chars().filter(c -> c == '\n').count();
        position = end + 2;
    }

    /** {@code identifier = (ALPHA / "_") *(ALPHA / DIGIT / "_")}, in any case */
    private String identifier() throws InvalidScriptException {
        int start = position;
        if (start == text.length() || !isLetter(text.charAt(start))) {
            throw wrong("A name is missing");
        }
        while (position < text.length() && (isLetter(text.charAt(position)) || isDigit(text.charAt(position)))) {
            position++;
        }
        if (position - start > MAX_IDENTIFIER) {
            throw wrong("A name is too long");
        }
        return text.substring(start, position).toLowerCase(Locale.ROOT);
    }

    /** {@code number = 1*DIGIT [ "K" / "M" / "G" ]} */
    private Token number() throws InvalidScriptException {
        long value = 0;
        while (position < text.length() && isDigit(text.charAt(position))) {
            value = Math.min(10 * value + text.charAt(position++) - '0', MAX_NUMBER + 1);
        }
        if (position < text.length()) {
            switch (Character.toLowerCase(text.charAt(position))) {
                case 'k' -> value = quantified(value, 10);
                case 'm' -> value = quantified(value, 20);
                case 'g' -> value = quantified(value, 30);
                default -> {}
            }
        }
        if (value > MAX_NUMBER) {
            throw wrong("The number is too large");
        }
        return new Token(Kind.NUMBER, "a number", value, line);
    }

    private long quantified(long value, int bits) {
        position++;
        return value > MAX_NUMBER >> bits ? MAX_NUMBER + 1 : value << bits;
    }

    private Token quoted() throws InvalidScriptException {
        int start = line;
        StringBuilder string = new StringBuilder();
        position++;
        while (position < text.length() && text.charAt(position) != '"') {
            char c = text.charAt(position++);
            if (c == '\\' && position < text.length()) {
                c = text.charAt(position++);
            }
            line += c == '\n' ? 1 : 0;
            append(string, c);
        }
        if (position == text.length()) {
            throw new InvalidScriptException(start, "A string does not end");
        }
        position++;
        return new Token(Kind.STRING, string.toString(), 0, start);
    }

    /** {@code multi-line = "text:" *(SP / HTAB) (hash-comment / CRLF) *(line CRLF) "." CRLF} */
    private Token multiLine() throws InvalidScriptException {
        int start = line;
        position++;
        while (position < text.length() && " \t\r".indexOf(text.charAt(position)) >= 0) {
            position++;
        }
        if (position < text.length() && text.charAt(position) == '#') {
            int end = text.indexOf('\n', position);
            position = end < 0 ? text.length() : end;
        }
        if (position == text.length() || text.charAt(position) != '\n') {
            throw wrong("After text: the line ends");
        }
        position++;
        line++;
        StringBuilder string = new StringBuilder();
        while (position < text.length()) {
            int end = text.indexOf('\n', position);
            String each = text.substring(position, end < 0 ? text.length() : end);
            each = each.endsWith("\r") ? each.substring(0, each.length() - 1) : each;
            position = end < 0 ? text.length() : end + 1;
            line += end < 0 ? 0 : 1;
            if (each.equals(".")) {
                return new Token(Kind.STRING, string.toString(), 0, start);
            }
            String unstuffed = each.startsWith("..") ? each.substring(1) : each;
            for (int i = 0; i < unstuffed.length(); i++) {
                append(string, unstuffed.charAt(i));
            }
            append(string, '\n');
        }
        throw new InvalidScriptException(start, "A text does not end with a line of a full stop");
    }

    /** A line end is CRLF in every string; the CR that was written is not counted twice. */
    private void append(StringBuilder string, char c) throws InvalidScriptException {
        if (c == '\n') {
            boolean written = string.length() > 0 && string.charAt(string.length() - 1) == '\r';
            string.append(written ? "\n" : "\r\n");
        } else {
            string.append(c);
        }
        if (string.length() > MAX_STRING) {
            throw wrong("A string is longer than " + MAX_STRING + " characters");
        }
    }
}
