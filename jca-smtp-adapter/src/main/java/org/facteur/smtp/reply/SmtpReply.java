package org.facteur.smtp.reply;

import java.nio.charset.StandardCharsets;
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
 * @param lines at least one; what is not printable in them becomes {@code ?}, so that nothing a client said can end a line
 * @param utf8 whether the client understands UTF-8 here (RFC 6531 section 3.7.4): otherwise all of it is US-ASCII
 */
public record SmtpReply(int code, @Nullable String enhanced, List<String> lines, boolean utf8) implements Answer {

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

    /** A reply in US-ASCII. */
    public SmtpReply(int code, @Nullable String enhanced, List<String> lines) {
        this(code, enhanced, lines, false);
    }

    /** The same to a client that understands UTF-8. */
    public SmtpReply inUtf8() {
        return new SmtpReply(code, enhanced, lines, true);
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
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
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
        for (int point : line.codePoints().toArray()) {
            String printed = isPrintable(point) ? Character.toString(point) : "?";
            room -= printed.getBytes(StandardCharsets.UTF_8).length;
            if (room < 0) {
                break;
            }
            text.append(printed);
        }
        text.append("\r\n");
    }

    private boolean isPrintable(int point) {
        return point < 0x80 ? point >= ' ' && point != 0x7f : utf8 && !Character.isISOControl(point) && point != 0x2028;
    }
}
