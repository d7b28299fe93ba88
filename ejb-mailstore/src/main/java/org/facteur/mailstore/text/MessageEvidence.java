package org.facteur.mailstore.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.List;
import org.facteur.api.message.MessageStructure;
import org.facteur.api.message.MimePart;
import org.facteur.mailstore.mime.HeaderField;
import org.facteur.mailstore.mime.HeaderFieldReader;
import org.facteur.mailstore.text.MessageTextSearch.FieldCondition;
import org.facteur.mailstore.text.MessageTextSearch.WantedText;
import org.facteur.mailstore.text.SearchNode.Evidence;
import org.facteur.mailstore.text.SearchNode.Truth;
import org.jspecify.annotations.Nullable;

/** What one message answers to the keys about text; its header and its body are read when the first key asks. */
final class MessageEvidence implements Evidence {

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
                    inHeader.matchHeader(field.name() + ": " + HeaderText.decode(field.value()));
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
        MimePart whole = root();
        if (whole.bodySize() > 0 && !inBody.isDone()) {
            try (InputStream octets = message.open(whole.bodyStart(), whole.bodySize())) {
                readBody(whole, new OctetCursor(octets, whole.bodyStart()));
            }
        }
    }

    private MimePart root() throws IOException {
        MimePart known = root;
        if (known == null) {
            known = message.structure().root();
            root = known;
        }
        return known;
    }

    private void readBody(MimePart part, OctetCursor octets) throws IOException {
        MessageStructure within = part.message();
        if (within != null) {
            MimePart inner = within.root();
            HeaderFieldReader fields = new HeaderFieldReader(octets.range(inner.headerStart(), inner.bodyStart()));
            for (HeaderField field = fields.next(); field != null && !inBody.isDone(); field = fields.next()) {
                inBody.match(field.name() + ": " + HeaderText.decode(field.value()));
            }
            readBody(inner, octets);
        } else if (part.isMultipart()) {
            for (MimePart child : part.children()) {
                readPart(child, octets);
            }
        } else if (part.type().equals("text") || part.type().equals("message")) {
            match(part, octets);
        }
    }

    private void readPart(MimePart part, OctetCursor octets) throws IOException {
        if (inBody.isDone()) {
            return;
        }
        if (texts.stream().anyMatch(WantedText::alsoInHeaders)) {
            HeaderFieldReader fields = new HeaderFieldReader(octets.range(part.headerStart(), part.bodyStart()));
            for (HeaderField field = fields.next(); field != null; field = fields.next()) {
                inBody.matchHeader(field.name() + ": " + HeaderText.decode(field.value()));
            }
        }
        readBody(part, octets);
    }

    private void match(MimePart part, OctetCursor octets) throws IOException {
        try (Reader text = BodyText.open(octets.range(part.bodyStart(), part.bodyEnd()), part)) {
            inBody.match(text);
        }
    }
}
