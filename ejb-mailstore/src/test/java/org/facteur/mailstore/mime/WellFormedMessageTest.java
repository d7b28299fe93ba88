package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.james.mime4j.MimeException;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.stream.BodyDescriptor;
import org.apache.james.mime4j.stream.EntityState;
import org.apache.james.mime4j.stream.MimeConfig;
import org.apache.james.mime4j.stream.MimeTokenStream;
import org.facteur.api.message.MimePart;

/** Of well-formed messages the scanner finds what an independent parser finds: the same leaves, octet for octet. */
class WellFormedMessageTest {

    /** Below that the scanner looks no further. */
    private static final int DEEPEST = MimeScanner.MAX_DEPTH - 5;

    /** A part that has no parts: what it is, and its octets. */
    private record Leaf(String type, String body) {}

    /** Something to write into a message. */
    private interface Entity {
        void writeTo(StringBuilder message, int depth);
    }

    private record TextEntity(String subtype, List<String> lines) implements Entity {
        @Override
        public void writeTo(StringBuilder message, int depth) {
            message.append("Content-Type: text/").append(subtype).append("; charset=utf-8\r\n\r\n");
            message.append(String.join("\r\n", lines));
        }
    }

    private record MultipartEntity(String subtype, List<Entity> parts, String preamble, String epilogue)
            implements Entity {
        @Override
        public void writeTo(StringBuilder message, int depth) {
            List<Entity> written = depth < DEEPEST ? parts : List.of(new TextEntity("plain", List.of("deep")));
            // The boundary of an inner multipart begins like that of the outer one.
            String boundary = "=_part" + "+".repeat(depth) + "_";
            message.append("Content-Type: multipart/").append(subtype);
            message.append(";\r\n\tboundary=\"")
                    .append(boundary)
                    .append("\"\r\n\r\n")
                    .append(preamble);
            for (Entity part : written) {
                message.append("\r\n--").append(boundary).append("\r\n");
                part.writeTo(message, depth + 1);
            }
            message.append("\r\n--").append(boundary).append("--").append(epilogue);
        }
    }

    private record MessageEntity(String subject, Entity body) implements Entity {
        @Override
        public void writeTo(StringBuilder message, int depth) {
            message.append("Content-Type: message/rfc822\r\n\r\nSubject: ")
                    .append(subject)
                    .append("\r\n");
            Entity written = depth < DEEPEST ? body : new TextEntity("plain", List.of("deep"));
            written.writeTo(message, depth + 1);
        }
    }

    @Property(tries = 1000)
    void leavesAreThoseOfAnotherParser(@ForAll("messages") Entity entity) throws MimeException, IOException {
        StringBuilder text = new StringBuilder("From: alice@example.test\r\nMIME-Version: 1.0\r\n");
        entity.writeTo(text, 0);
        byte[] message = text.toString().getBytes(ISO_8859_1);
        ScannedMessage scanned = Scans.whole(message);
        List<Leaf> leaves = new ArrayList<>();
        collect(scanned.structure().root(), message, leaves);
        assertThat(leaves).isEqualTo(parse(message));
        StructureRules.check(scanned);
    }

    private static void collect(MimePart part, byte[] message, List<Leaf> leaves) {
        if (part.message() != null) {
            collect(part.message().root(), message, leaves);
        } else if (part.isMultipart()) {
            part.children().forEach(child -> collect(child, message, leaves));
        } else {
            String body = new String(message, (int) part.bodyStart(), (int) part.bodySize(), ISO_8859_1);
            assertThat(part.lines())
                    .isEqualTo(body.chars().filter(c -> c == '\n').count());
            leaves.add(new Leaf(part.type() + "/" + part.subtype(), body));
        }
    }

    private static List<Leaf> parse(byte[] message) throws MimeException, IOException {
        MimeTokenStream parser = new MimeTokenStream(MimeConfig.PERMISSIVE, DecodeMonitor.SILENT, null);
        parser.parse(new ByteArrayInputStream(message));
        List<Leaf> leaves = new ArrayList<>();
        for (EntityState state = parser.getState(); state != EntityState.T_END_OF_STREAM; state = parser.next()) {
            if (state == EntityState.T_BODY) {
                BodyDescriptor body = parser.getBodyDescriptor();
                String octets = new String(parser.getInputStream().readAllBytes(), ISO_8859_1);
                leaves.add(new Leaf(body.getMimeType().toLowerCase(Locale.ROOT), octets));
            }
        }
        return leaves;
    }

    @Provide
    Arbitrary<Entity> messages() {
        return Arbitraries.lazyOf(this::texts, this::texts, this::multiparts, this::nested);
    }

    private Arbitrary<Entity> texts() {
        Arbitrary<String> line =
                Arbitraries.of("", "", "a line", "-", "--", "--=_other", " indented", "\u00e4\u00ff", "From x", ".");
        return Combinators.combine(
                        Arbitraries.of("plain", "html", "x-own"),
                        line.list().ofMinSize(1).ofMaxSize(5))
                .as(TextEntity::new);
    }

    private Arbitrary<Entity> multiparts() {
        return Combinators.combine(
                        Arbitraries.of("mixed", "alternative", "related"),
                        messages().list().ofMinSize(1).ofMaxSize(4),
                        Arbitraries.of("", "a preamble", "several\r\nlines\r\n"),
                        Arbitraries.of("", "\r\n", "\r\nan epilogue\r\n"))
                .as(MultipartEntity::new);
    }

    private Arbitrary<Entity> nested() {
        return Combinators.combine(Arbitraries.strings().alpha().ofMaxLength(10), messages())
                .as(MessageEntity::new);
    }
}
