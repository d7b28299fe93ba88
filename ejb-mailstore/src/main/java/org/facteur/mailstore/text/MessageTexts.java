package org.facteur.mailstore.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Locale;
import org.facteur.api.message.MimePart;
import org.facteur.mailstore.mime.HeaderField;
import org.facteur.mailstore.mime.HeaderFieldReader;

/** All texts of a message as {@link MessageTextSearch} compares them, folded: for an index that answers in its place. */
public final class MessageTexts {

    /** Takes the texts of a message, one after the other. */
    public interface Sink {

        /** Begins a header field of the message or of a part, as {@code name: value}. */
        void beginField();

        /** Begins the value alone of a header field of the message. */
        void beginValue(String lowerCaseName);

        /** Begins a text of the body. */
        void beginBody();

        /** Goes on with the text that has begun; the array is used again. */
        void folded(char[] text, int length);

        /** Whether no more is taken. */
        boolean isFull();
    }

    private static final int BUFFER = 2048;

    private final Sink sink;
    private final TextFolding folding;

    private MessageTexts(Sink sink) {
        this.sink = sink;
        this.folding = new TextFolding(sink::folded);
    }

    /** Reads a message until its end, or until the sink is full. */
    public static void read(SearchableMessage message, Sink sink) throws IOException {
        new MessageTexts(sink).read(message);
    }

    private void read(SearchableMessage message) throws IOException {
        MimePart root = message.structure().root();
        try (InputStream octets = message.open(0, root.bodyStart())) {
            HeaderFieldReader fields = new HeaderFieldReader(octets);
            for (HeaderField field = fields.next(); field != null && !sink.isFull(); field = fields.next()) {
                sink.beginValue(field.name().toLowerCase(Locale.ROOT));
                fold(HeaderText.decode(field.value()));
                sink.beginField();
                fold(MessageEvidence.line(field));
            }
        }
        BodyWalk.walk(message, root, new Body());
    }

    private void fold(String text) {
        folding.append(text);
        folding.end();
    }

    private final class Body implements BodyWalk.Visitor {

        @Override
        public boolean isDone() {
            return sink.isFull();
        }

        @Override
        public boolean wantsPartHeaders() {
            return true;
        }

        @Override
        public void partField(HeaderField field) {
            sink.beginField();
            fold(MessageEvidence.line(field));
        }

        @Override
        public void innerField(HeaderField field) {
            sink.beginBody();
            fold(MessageEvidence.line(field));
        }

        @Override
        public void text(Reader text) throws IOException {
            sink.beginBody();
            char[] buffer = new char[BUFFER];
            for (int count = text.read(buffer); count >= 0 && !sink.isFull(); count = text.read(buffer)) {
                folding.append(buffer, 0, count);
            }
            folding.end();
        }
    }
}
