package org.facteur.mailstore.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;

/**
 * The texts of some parts of a message, as characters: of a part its body with the transfer encoding and the charset undone, of
 * a multipart what stands before and after its parts, of a message the header of the message within (RFC 5173 section 5.2).
 * What is beyond the limits is not read.
 */
public final class PartTexts {

    /** Characters of one part. */
    public static final int MAX_PART = 256 << 10;

    /** Characters of all parts together. */
    public static final int MAX_ALL = 1 << 20;

    private final OctetCursor octets;
    private final Predicate<MimePart> wanted;
    private final List<String> texts = new ArrayList<>();
    private int room = MAX_ALL;

    private PartTexts(OctetCursor octets, Predicate<MimePart> wanted) {
        this.octets = octets;
        this.wanted = wanted;
    }

    /**
     * @param body the octets of the message from the beginning of its body on; closed by the caller
     * @param root of its structure
     */
    public static List<String> read(InputStream body, MimePart root, Predicate<MimePart> wanted) throws IOException {
        PartTexts texts = new PartTexts(new OctetCursor(body, root.bodyStart()), wanted);
        texts.read(root);
        return texts.texts;
    }

    /** The first octets of a body as they are, read as UTF-8. */
    public static String readRaw(InputStream body) throws IOException {
        return text(
                new CharsetReader(new ByteArrayInputStream(body.readNBytes(MAX_ALL)), StandardCharsets.UTF_8), MAX_ALL);
    }

    private void read(MimePart part) throws IOException {
        if (room == 0) {
            return;
        }
        boolean isWanted = wanted.test(part);
        MessageStructure message = part.message();
        if (message != null) {
            if (isWanted) {
                add(new CharsetReader(
                        octets.range(
                                message.root().headerStart(), message.root().bodyStart()),
                        StandardCharsets.UTF_8));
            }
            read(message.root());
        } else if (part.isMultipart()) {
            readMultipart(part, isWanted);
        } else if (isWanted) {
            add(BodyText.open(octets.range(part.bodyStart(), part.bodyEnd()), part));
        }
    }

    private void readMultipart(MimePart part, boolean isWanted) throws IOException {
        List<MimePart> children = part.children();
        if (isWanted) {
            add(new CharsetReader(
                    octets.range(part.bodyStart(), children.get(0).headerStart()), StandardCharsets.UTF_8));
        }
        for (MimePart child : children) {
            read(child);
        }
        if (isWanted) {
            add(new CharsetReader(
                    octets.range(children.get(children.size() - 1).bodyEnd(), part.bodyEnd()), StandardCharsets.UTF_8));
        }
    }

    private void add(Reader reader) throws IOException {
        String text = text(reader, Math.min(MAX_PART, room));
        room -= text.length();
        texts.add(text);
    }

    private static String text(Reader reader, int most) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] piece = new char[4096];
        while (text.length() < most) {
            int count = reader.read(piece, 0, Math.min(piece.length, most - text.length()));
            if (count < 0) {
                break;
            }
            text.append(piece, 0, count);
        }
        return text.toString();
    }
}
