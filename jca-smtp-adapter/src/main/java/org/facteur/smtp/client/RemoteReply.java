package org.facteur.smtp.client;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server answers to a command (RFC 5321 section 4.2).
 *
 * @param code 200 to 599
 * @param lines the texts without codes; at least one, which may be empty
 */
public record RemoteReply(int code, List<String> lines) {

    /** RFC 2034 section 4; the class has to be that of the code. */
    private static final Pattern STATUS = Pattern.compile("([245]\\.\\d{1,3}\\.\\d{1,3})(?: +|$)");

    public RemoteReply {
        lines = List.copyOf(lines);
    }

    /** What is told of it at most. */
    private static final int LONGEST_TEXT = 1_000;

    /** A reply of one line. */
    public static RemoteReply of(int code, String text) {
        return new RemoteReply(code, List.of(text));
    }

    public boolean isPositive() {
        return code / 100 == 2;
    }

    public boolean isPermanent() {
        return code / 100 == 5;
    }

    /** Whether the server is about to close the connection (RFC 5321 section 3.8). */
    public boolean isClosing() {
        return code == 421;
    }

    /** The enhanced status code, as the server says it or as its reply code implies it (RFC 3463). */
    public String status() {
        Matcher matcher = STATUS.matcher(lines.get(0));
        return matcher.lookingAt() && matcher.group(1).charAt(0) - '0' == code / 100
                ? matcher.group(1)
                : code / 100 + ".0.0";
    }

    /** The same, in so few words as are kept of it. */
    RemoteReply brief() {
        String text = text();
        return text.length() <= LONGEST_TEXT ? this : of(code, text.substring(0, LONGEST_TEXT));
    }

    /** What the server says to people, on one line and with its enhanced status codes. */
    public String text() {
        return String.join(" ", lines);
    }
}
