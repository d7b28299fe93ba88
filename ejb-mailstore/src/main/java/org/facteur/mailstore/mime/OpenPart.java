package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.facteur.api.message.Envelope;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.mailstore.mime.ContentSyntax.ContentType;
import org.jspecify.annotations.Nullable;

/** A part whose end the scanner has not seen yet. */
final class OpenPart {

    private static final Set<String> ENCODED = Set.of("base64", "quoted-printable", "uuencode", "x-uuencode", "x-uue");

    private static final Envelope NO_ENVELOPE =
            new Envelope(null, null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), null, null);

    final @Nullable OpenPart parent;
    final int depth;
    private final long headerStart;
    private final PartHeader header;
    private final @Nullable EnvelopeParser envelope;
    private final List<MimePart> children = new ArrayList<>();
    private @Nullable MessageStructure message;
    private @Nullable ContentType contentType;
    private byte @Nullable [] boundary;
    private boolean inHeader = true;
    private long bodyStart;
    private long lineEndsBefore;
    private long contentEnd;

    private OpenPart(
            @Nullable OpenPart parent, long headerStart, TextBudget budget, @Nullable EnvelopeParser envelope) {
        this.parent = parent;
        this.depth = parent == null ? 1 : parent.depth + 1;
        this.headerStart = headerStart;
        this.header = new PartHeader(budget);
        this.envelope = envelope;
    }

    /** A message: the whole one, or that within a part of message/rfc822. */
    static OpenPart message(@Nullable OpenPart parent, long headerStart, TextBudget budget) {
        return new OpenPart(parent, headerStart, budget, new EnvelopeParser(budget));
    }

    /** A part of a multipart. */
    static OpenPart part(OpenPart multipart, long headerStart, TextBudget budget) {
        return new OpenPart(multipart, headerStart, budget, null);
    }

    void field(FieldBuffer field) {
        String written = field.name();
        if (written != null) {
            String name = FieldCursor.lowerCase(written);
            if (!header.field(name, field::value) && envelope != null) {
                envelope.field(name, field::value);
            }
        }
    }

    @Nullable
    String references() {
        return envelope == null ? null : envelope.references();
    }

    void beginBody(long offset, long lineEnds) {
        inHeader = false;
        bodyStart = offset;
        lineEndsBefore = lineEnds;
    }

    ContentType contentType() {
        ContentType known = contentType;
        if (known == null) {
            boolean inDigest = parent != null && PartHeader.isDigest(parent.contentType());
            known = header.contentType(inDigest);
            contentType = known;
        }
        return known;
    }

    boolean isMultipart() {
        return contentType().isMultipart();
    }

    /** Whether the octets of the body are those of a message. */
    boolean holdsMessage() {
        return contentType().isMessage() && !ENCODED.contains(header.encoding());
    }

    /** Whether the body is for reading, so that a preview can show how it begins. */
    boolean isReadable() {
        ContentType type = contentType();
        return type.type().equals("text")
                && (type.subtype().equals("plain") || type.subtype().equals("html"))
                && (header.disposition == null || !header.disposition.kind().equals("attachment"));
    }

    /** Looks for the parts of a multipart from now on; false if its header names no boundary. */
    boolean openBoundary() {
        String text = MimeParameters.find(contentType().parameters(), "boundary");
        byte[] octets = text == null ? new byte[0] : text.stripTrailing().getBytes(ISO_8859_1);
        if (octets.length == 0) {
            return false;
        }
        boundary = Arrays.copyOf(octets, Math.min(octets.length, MimeScanner.MAX_BOUNDARY));
        return true;
    }

    void closeBoundary() {
        boundary = null;
    }

    byte @Nullable [] boundary() {
        return boundary;
    }

    void add(MimePart child) {
        children.add(child);
        contentEnd = child.bodyEnd();
    }

    void holds(MessageStructure within) {
        message = within;
        contentEnd = within.root().bodyEnd();
    }

    /** The message whose root this part is; null for a part of a multipart. */
    @Nullable
    MessageStructure asMessage(MimePart closed) {
        return envelope == null ? null : new MessageStructure(envelope.envelope(), closed);
    }

    /**
     * Ends the part.
     *
     * @param end where it ends
     * @param lineEnd octets of the line end before that, which is none of its own
     * @param lineEnds line ends of the message so far
     */
    MimePart close(long end, int lineEnd, long lineEnds) {
        // A part that has just begun after the line end reaches to the boundary, and so does what it is part of.
        long bodyEnd = Math.max(Math.max(inHeader ? headerStart : bodyStart, contentEnd), end - lineEnd);
        long lines = inHeader ? 0 : lineEnds - lineEndsBefore - (bodyEnd < end ? 1 : 0);
        if (inHeader) {
            bodyStart = bodyEnd;
        }
        ContentType type = contentType();
        if (type.isMultipart() && children.isEmpty()) {
            children.add(emptyPart(bodyStart));
        }
        if (type.isMessage() && message == null) {
            message = new MessageStructure(NO_ENVELOPE, emptyPart(bodyStart));
        }
        return new MimePart(
                type.type(),
                type.subtype(),
                type.parameters(),
                header.id,
                header.description,
                header.encoding(),
                header.md5,
                header.disposition,
                header.languages,
                header.location,
                headerStart,
                bodyStart,
                bodyEnd,
                type.type().equals("text") || type.isMessage() ? lines : 0,
                message,
                children);
    }

    private static MimePart emptyPart(long offset) {
        ContentType type = ContentSyntax.TEXT_PLAIN;
        return new MimePart(
                type.type(),
                type.subtype(),
                type.parameters(),
                null,
                null,
                "7bit",
                null,
                null,
                List.of(),
                null,
                offset,
                offset,
                offset,
                0,
                null,
                List.of());
    }
}
