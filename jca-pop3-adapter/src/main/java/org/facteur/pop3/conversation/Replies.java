package org.facteur.pop3.conversation;

import java.util.Iterator;
import java.util.stream.Stream;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.WireOutput;

/** The forms of replies (RFC 1939 section 3). */
public final class Replies {

    private static final int LINES_IN_A_PIECE = 500;

    private Replies() {}

    /** One line that says that all is well. */
    public static Answer ok(String text) {
        return Answer.text("+OK " + text + "\r\n");
    }

    /** A line, then others, then a full stop; none of the lines begins with one. */
    public static Answer lines(String text, Stream<String> lines) {
        Iterator<String> rest = lines.iterator();
        return ok(text).then(out -> writeSome(rest, out));
    }

    private static boolean writeSome(Iterator<String> lines, WireOutput out) {
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < LINES_IN_A_PIECE && lines.hasNext(); i++) {
            piece.append(lines.next()).append("\r\n");
        }
        boolean more = lines.hasNext();
        out.write(more ? piece.toString() : piece.append(".\r\n").toString());
        return more;
    }
}
