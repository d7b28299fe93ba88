package org.facteur.mailstore.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.util.List;
import org.facteur.mailstore.mime.ScannedMessage.TextSample;

/** How the text of a message begins, on one line: what a list of messages shows below the subject. */
final class Preview {

    private Preview() {}

    /** The beginning of the first part that says anything; empty if none does. */
    static String of(List<TextSample> samples) {
        for (TextSample sample : samples) {
            String text = decode(sample);
            String line = oneLine(sample.part().subtype().equals("html") ? HtmlText.of(text) : text);
            if (!line.isEmpty()) {
                return line;
            }
        }
        return "";
    }

    private static String decode(TextSample sample) {
        StringWriter text = new StringWriter();
        try (Reader reader = BodyText.open(new ByteArrayInputStream(sample.octets()), sample.part())) {
            reader.transferTo(text);
        } catch (IOException e) {
            // An encoding that breaks off or is none: what could be read is the text.
            return text.toString();
        }
        return text.toString();
    }

    private static String oneLine(String text) {
        StringBuilder line = new StringBuilder(MessageSummary.MAX_PREVIEW);
        boolean space = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c <= ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                space = !line.isEmpty();
                continue;
            }
            if (isInvisible(c)) {
                continue;
            }
            int needed = Character.charCount(c) + (space ? 1 : 0);
            if (line.length() + needed > MessageSummary.MAX_PREVIEW) {
                break;
            }
            if (space) {
                line.append(' ');
            }
            line.appendCodePoint(c);
            space = false;
        }
        return line.toString();
    }

    private static boolean isInvisible(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
