package org.facteur.sieve.conversation;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.facteur.sieve.conversation.SieveFailure.Code;
import org.facteur.wire.session.Answer;

/** The forms of what the server says (RFC 5804 section 4); texts are UTF-8. */
public final class Replies {

    /** The longest quoted string of RFC 5804 section 4. */
    private static final int MAX_QUOTED = 1024;

    private Replies() {}

    public static Answer ok(String text) {
        return octets("OK " + string(text) + "\r\n");
    }

    /** @param code as it stands in parentheses */
    public static Answer ok(String code, String text) {
        return octets("OK (" + code + ") " + string(text) + "\r\n");
    }

    public static Answer no(SieveFailure failure) {
        return octets(line("NO", failure.code(), failure.text()));
    }

    /** The last words of a connection. */
    public static Answer bye(Code code, String text) {
        return octets(byeLine(code, text)).then(out -> {
            out.close();
            return false;
        });
    }

    /** As {@link #bye}, for those who have no session. */
    public static String byeLine(Code code, String text) {
        return line("BYE", code, text);
    }

    /** The last words after what the client asked for. */
    public static Answer closing(String text) {
        return ok(text).then(out -> {
            out.close();
            return false;
        });
    }

    /** Lines that come before the one that says how it went. */
    public static Answer lines(List<String> lines) {
        StringBuilder all = new StringBuilder();
        lines.forEach(line -> all.append(line).append("\r\n"));
        return octets(all.toString());
    }

    /** Octets as a literal, and the line end after them. */
    public static Answer literal(byte[] octets) {
        byte[] header = ("{" + octets.length + "}\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] end = {'\r', '\n'};
        return out -> {
            out.write(header);
            out.write(octets);
            out.write(end);
            return false;
        };
    }

    /** A text as a quoted string, or as a literal where it cannot be one. */
    public static String string(String text) {
        int octets = text.getBytes(StandardCharsets.UTF_8).length;
        boolean quotable = octets <= MAX_QUOTED && text.chars().noneMatch(c -> c == '\r' || c == '\n' || c == 0);
        return quotable ? '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"' : "{" + octets + "}\r\n" + text;
    }

    private static String line(String condition, Code code, String text) {
        String inParentheses = code.wireName().isEmpty() ? "" : "(" + code.wireName() + ") ";
        return condition + " " + inParentheses + string(text) + "\r\n";
    }

    private static Answer octets(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        return out -> {
            out.write(octets);
            return false;
        };
    }
}
