package org.facteur.pop3.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;
import org.facteur.pop3.language.Pop3Texts;
import org.facteur.wire.language.Language;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.WireOutput;

/**
 * The forms of replies (RFC 1939 section 3), with texts for people in the language of the client, which is in UTF-8 if it is not English
 * (RFC 6856 section 3.2).
 *
 * @param language of the texts; they come in English
 */
public record Replies(Language language) {

    private static final int LINES_IN_A_PIECE = 500;

    /** One line that says that all is well. */
    public Answer ok(String text) {
        return data(Pop3Texts.say(language, text));
    }

    /** One line that tells what was asked for, to programs. */
    public static Answer data(String data) {
        return answer("+OK " + data);
    }

    /** A line, then others, then a full stop; none of the lines begins with one. */
    public Answer lines(String text, Stream<String> lines) {
        Iterator<String> rest = lines.iterator();
        return ok(text).then(out -> writeSome(rest, out));
    }

    private static boolean writeSome(Iterator<String> lines, WireOutput out) {
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < LINES_IN_A_PIECE && lines.hasNext(); i++) {
            piece.append(lines.next()).append("\r\n");
        }
        boolean more = lines.hasNext();
        out.write((more ? piece : piece.append(".\r\n")).toString().getBytes(StandardCharsets.UTF_8));
        return more;
    }

    /** The last words of a connection that ends well. */
    public Answer goodbye() {
        return closing("+OK " + Pop3Texts.say(language, "Goodbye"));
    }

    /** A command that fails. */
    public Answer failure(Pop3Failure failure) {
        return answer(failure.reply(language));
    }

    /** A failure that ends the connection. */
    public Answer lastFailure(Pop3Failure failure) {
        return closing(failure.reply(language));
    }

    private static Answer answer(String line) {
        byte[] octets = octets(line);
        return out -> {
            out.write(octets);
            return false;
        };
    }

    private static Answer closing(String line) {
        byte[] octets = octets(line);
        return out -> {
            out.write(octets);
            out.close();
            return false;
        };
    }

    private static byte[] octets(String line) {
        return (line + "\r\n").getBytes(StandardCharsets.UTF_8);
    }
}
