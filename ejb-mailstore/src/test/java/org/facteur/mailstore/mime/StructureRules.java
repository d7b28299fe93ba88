package org.facteur.mailstore.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;

/** What is true of every structure, whatever the message. */
final class StructureRules {

    private static final int MAX_LISTED = 2 * MimeScanner.MAX_PARTS;

    private int parts;

    private StructureRules() {}

    static void check(ScannedMessage message) {
        MimePart root = message.structure().root();
        assertThat(root.headerStart()).isZero();
        assertThat(root.bodyEnd()).isEqualTo(message.size());
        if (message.header() != null) {
            assertThat(message.header()).hasSize((int) root.bodyStart());
        }
        StructureRules rules = new StructureRules();
        rules.message(message.structure(), 0, message.size(), 1);
        assertThat(rules.parts).isLessThanOrEqualTo(MAX_LISTED);
        assertThat(StructureCodec.encode(message.structure())).hasSizeLessThanOrEqualTo(StructureCodec.MAX_ENCODED);
    }

    private void message(MessageStructure message, long from, long to, int depth) {
        assertThat(message.root().headerStart()).isEqualTo(from);
        part(message.root(), from, to, depth);
    }

    private void part(MimePart part, long from, long to, int depth) {
        parts++;
        assertThat(depth).isLessThanOrEqualTo(MimeScanner.MAX_DEPTH + 1);
        assertThat(part.headerStart()).isBetween(from, to);
        assertThat(part.bodyStart()).isBetween(part.headerStart(), to);
        assertThat(part.bodyEnd()).isBetween(part.bodyStart(), to);
        assertThat(part.lines()).isBetween(0L, part.bodySize());
        assertThat(part.type()).isNotEmpty();
        assertThat(part.encoding()).isNotEmpty();
        assertThat(part.children().isEmpty()).isNotEqualTo(part.isMultipart());
        boolean holdsMessage = part.type().equals("message")
                && (part.subtype().equals("rfc822") || part.subtype().equals("global"));
        assertThat(part.message() != null).isEqualTo(holdsMessage);
        if (holdsMessage) {
            message(Objects.requireNonNull(part.message()), part.bodyStart(), part.bodyEnd(), depth + 1);
        }
        long end = part.bodyStart();
        for (MimePart child : part.children()) {
            part(child, end, part.bodyEnd(), depth + 1);
            end = child.bodyEnd();
        }
    }
}
