package org.facteur.mailstore.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.mailstore.mime.HeaderField;
import org.facteur.mailstore.mime.HeaderFieldReader;

/** Goes through the body of a message, in the order of its octets, and past what is no text. */
final class BodyWalk {

    /** Is shown the texts of a body. */
    interface Visitor {

        /** Whether nothing more is wanted. */
        boolean isDone();

        /** Whether the headers of parts are wanted. */
        boolean wantsPartHeaders();

        void partField(HeaderField field);

        /** A header field of a message within the message. */
        void innerField(HeaderField field);

        void text(Reader text) throws IOException;
    }

    private final Visitor visitor;

    private BodyWalk(Visitor visitor) {
        this.visitor = visitor;
    }

    static void walk(SearchableMessage message, MimePart root, Visitor visitor) throws IOException {
        if (root.bodySize() > 0 && !visitor.isDone()) {
            try (InputStream octets = message.open(root.bodyStart(), root.bodySize())) {
                new BodyWalk(visitor).walk(root, new OctetCursor(octets, root.bodyStart()));
            }
        }
    }

    private void walk(MimePart part, OctetCursor octets) throws IOException {
        MessageStructure within = part.message();
        if (within != null) {
            MimePart inner = within.root();
            HeaderFieldReader fields = new HeaderFieldReader(octets.range(inner.headerStart(), inner.bodyStart()));
            for (HeaderField field = fields.next(); field != null && !visitor.isDone(); field = fields.next()) {
                visitor.innerField(field);
            }
            walk(inner, octets);
        } else if (part.isMultipart()) {
            for (MimePart child : part.children()) {
                walkPart(child, octets);
            }
        } else if (part.type().equals("text") || part.type().equals("message")) {
            try (Reader text = BodyText.open(octets.range(part.bodyStart(), part.bodyEnd()), part)) {
                visitor.text(text);
            }
        }
    }

    private void walkPart(MimePart part, OctetCursor octets) throws IOException {
        if (visitor.isDone()) {
            return;
        }
        if (visitor.wantsPartHeaders()) {
            HeaderFieldReader fields = new HeaderFieldReader(octets.range(part.headerStart(), part.bodyStart()));
            for (HeaderField field = fields.next(); field != null; field = fields.next()) {
                visitor.partField(field);
            }
        }
        walk(part, octets);
    }
}
