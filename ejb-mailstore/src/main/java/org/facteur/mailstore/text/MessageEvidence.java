package org.facteur.mailstore.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import org.facteur.api.message.MimePart;
import org.facteur.mailstore.mime.HeaderField;
import org.facteur.mailstore.mime.HeaderFieldReader;
import org.jspecify.annotations.Nullable;

/** What one message answers to the keys about text; its header and its body are read when the first key asks. */
final class MessageEvidence implements TextEvidence {

    private final SearchableMessage message;
    private final List<FieldCondition> conditions;
    private final List<WantedText> texts;
    private final boolean[] fieldFound;
    private final TextMatcher inHeader;
    private final TextMatcher inBody;
    private @Nullable MimePart root;
    private boolean headerRead;
    private boolean bodyRead;

    MessageEvidence(SearchableMessage message, List<FieldCondition> conditions, List<WantedText> texts) {
        this.message = message;
        this.conditions = conditions;
        this.texts = texts;
        this.fieldFound = new boolean[conditions.size()];
        this.inHeader = new TextMatcher(texts);
        this.inBody = new TextMatcher(texts);
    }

    @Override
    public Truth field(int condition) throws IOException {
        readHeader();
        return Truth.of(fieldFound[condition]);
    }

    @Override
    public Truth header(int text) throws IOException {
        readHeader();
        return Truth.of(inHeader.isFound(text));
    }

    @Override
    public Truth body(int text) throws IOException {
        readBody();
        return Truth.of(inBody.isFound(text));
    }

    private void readHeader() throws IOException {
        if (headerRead) {
            return;
        }
        headerRead = true;
        try (InputStream octets = message.open(0, root().bodyStart())) {
            HeaderFieldReader fields = new HeaderFieldReader(octets);
            for (HeaderField field = fields.next(); field != null; field = fields.next()) {
                check(field);
                if (!inHeader.isDone()) {
                    inHeader.matchHeader(line(field));
                }
            }
        }
    }

    private void check(HeaderField field) {
        for (int i = 0; i < fieldFound.length; i++) {
            FieldCondition condition = conditions.get(i);
            if (!fieldFound[i] && field.is(condition.field())) {
                fieldFound[i] = condition.search().isIn(HeaderText.decode(field.value()));
            }
        }
    }

    private void readBody() throws IOException {
        if (bodyRead) {
            return;
        }
        bodyRead = true;
        BodyWalk.walk(message, root(), new Body());
    }

    private MimePart root() throws IOException {
        MimePart known = root;
        if (known == null) {
            known = message.structure().root();
            root = known;
        }
        return known;
    }

    /** A header field as texts are looked for in it. */
    static String line(HeaderField field) {
        return field.name() + ": " + HeaderText.decode(field.value());
    }

    private final class Body implements BodyWalk.Visitor {

        @Override
        public boolean isDone() {
            return inBody.isDone();
        }

        @Override
        public boolean wantsPartHeaders() {
            return texts.stream().anyMatch(WantedText::alsoInHeaders);
        }

        @Override
        public void partField(HeaderField field) {
            inBody.matchHeader(line(field));
        }

        @Override
        public void innerField(HeaderField field) {
            inBody.match(line(field));
        }

        @Override
        public void text(Reader text) throws IOException {
            inBody.match(text);
        }
    }
}
