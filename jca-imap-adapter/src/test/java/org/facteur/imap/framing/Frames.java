package org.facteur.imap.framing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.facteur.imap.framing.FramedCommand.SpooledLiteral;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.response.Written;

/** Frames as text: spooled literals in angle brackets, {@code +} for leave to go on, violations as they are answered. */
final class Frames {

    private Frames() {}

    static String text(ImapFrame frame) {
        if (frame instanceof ImapFrame.Command command) {
            try (FramedCommand framed = command.command()) {
                return text(framed);
            }
        }
        if (frame instanceof ImapFrame.Line line) {
            return new String(line.octets(), ISO_8859_1);
        }
        if (frame instanceof ImapFrame.Violation violation) {
            Written out = new Written();
            ResponseWriter writer = new ResponseWriter(out);
            writer.write(violation.reply()).flush();
            return out.text().stripTrailing();
        }
        return frame instanceof ImapFrame.NeedContinuation ? "+" : "…";
    }

    private static String text(FramedCommand command) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        int at = 0;
        for (SpooledLiteral message : command.messages()) {
            text.write(command.octets(), at, message.position() - at);
            at = message.position();
            text.write('<');
            try (InputStream octets = message.octets().open()) {
                text.writeBytes(octets.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            text.write('>');
        }
        text.write(command.octets(), at, command.octets().length - at);
        return text.toString(ISO_8859_1);
    }
}
