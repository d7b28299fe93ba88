package org.facteur.smtp.reply;

import java.util.List;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.WireOutput;
import org.jspecify.annotations.Nullable;

/**
 * A reply of one or more lines: a code, an enhanced status code where one belongs, and text for people (RFC 5321 section 4.2,
 * RFC 2034).
 *
 * @param code three digits
 * @param enhanced such as {@code 5.1.1}, of the same class as the code; null in the greeting, in replies to EHLO, HELO and
 *     LHLO, and in replies that ask for more (3yz)
 * @param lines at least one; of printable US-ASCII, so that nothing a client said can end a line
 */
public record SmtpReply(int code, @Nullable String enhanced, List<String> lines) implements Answer {

    /** Octets of the longest reply line, with its CRLF (RFC 5321 section 4.5.3.1.5). */
    private static final int MAX_LINE = 512;

    public SmtpReply {
        lines = List.copyOf(lines);
        if (code < 200 || code > 599 || lines.isEmpty()) {
            throw new IllegalArgumentException("Not a reply: " + code + " " + lines);
        }
        if (enhanced != null && (code / 100 == 3 || enhanced.charAt(0) - '0' != code / 100)) {
            throw new IllegalArgumentException(enhanced + " contradicts " + code);
        }
    }

    /** A reply of one line with an enhanced status code. */
    public static SmtpReply of(int code, String enhanced, String text) {
        return new SmtpReply(code, enhanced, List.of(text));
    }

    /** A reply that takes no enhanced status code. */
    public static SmtpReply plain(int code, String text) {
        return new SmtpReply(code, null, List.of(text));
    }

    /** Whether the client did something that no well-made client does: bad syntax, a wrong order, an unknown command. */
    public boolean isMistake() {
        return (code >= 500 && code <= 504) || code == 555;
    }

    @Override
    public boolean writeNext(WireOutput out) {
        StringBuilder text = new StringBuilder(80 * lines.size());
        for (int i = 0; i < lines.size(); i++) {
            appendLine(text, lines.get(i), i == lines.size() - 1);
        }
        out.write(text.toString());
        return false;
    }

    /** This reply, after which the connection is closed. */
    public Answer thenClose() {
        return out -> {
            writeNext(out);
            out.close();
            return false;
        };
    }

    /** This reply, after which TLS begins. */
    public Answer thenStartTls() {
        return out -> {
            writeNext(out);
            out.startTls();
            return false;
        };
    }

    private void appendLine(StringBuilder text, String line, boolean last) {
        int start = text.length();
        text.append(code).append(last ? ' ' : '-');
        if (enhanced != null) {
            text.append(enhanced).append(' ');
        }
        int room = MAX_LINE - 2 - (text.length() - start);
        for (int i = 0; i < Math.min(line.length(), room); i++) {
            char c = line.charAt(i);
            text.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        text.append("\r\n");
    }
}
