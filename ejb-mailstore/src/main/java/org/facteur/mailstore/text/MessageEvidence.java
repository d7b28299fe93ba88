package org.facteur.mailstore.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Arrays;
import java.util.List;
import org.facteur.api.message.MimePart;
import org.facteur.mailstore.mime.HeaderField;
import org.facteur.mailstore.mime.HeaderFieldReader;
import org.jspecify.annotations.Nullable;

/** What one message answers to the keys about text; its header and its body are read when the first key asks. */
final class MessageEvidence implements TextEvidence {

    private final SearchableMessage message;
    private final List<FieldCondition> conditions;
    private final List<FieldWord> fieldWords;
    private final boolean inPartHeaders;
    private final boolean[] fieldFound;
    private final Closeness[] closest;
    private final TextMatcher inHeader;
    private final TextMatcher inBody;
    private @Nullable MimePart root;
    private boolean headerRead;
    private boolean bodyRead;

    MessageEvidence(SearchableMessage message, MessageTextSearch search) {
        List<WantedText> texts = search.texts();
        List<TextWord> words = search.textWords();
        this.message = message;
        this.conditions = search.conditions();
        this.fieldWords = search.fieldWords();
        this.fieldFound = new boolean[conditions.size()];
        this.closest = new Closeness[fieldWords.size()];
        Arrays.fill(closest, Closeness.NONE);
        this.inHeader = new TextMatcher(texts, words);
        this.inBody = new TextMatcher(texts, words);
        this.inPartHeaders = texts.stream().anyMatch(WantedText::alsoInHeaders)
                || words.stream().anyMatch(TextWord::alsoInHeaders);
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

    @Override
    public Closeness fieldWord(int word) throws IOException {
        readHeader();
        return closest[word];
    }

    @Override
    public Closeness headerWord(int word) throws IOException {
        readHeader();
        return inHeader.closest(word);
    }

    @Override
    public Closeness bodyWord(int word) throws IOException {
        readBody();
        return inBody.closest(word);
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
        if (fieldWords.stream().anyMatch(word -> field.is(word.field()))) {
            WordSplitter splitter = new WordSplitter((word, length) -> compare(field, word, length));
            char[] folded = TextFolding.fold(HeaderText.decode(field.value())).toCharArray();
            splitter.append(folded, folded.length);
            splitter.end();
        }
    }

    private void compare(HeaderField field, int[] word, int length) {
        for (int i = 0; i < closest.length; i++) {
            if (field.is(fieldWords.get(i).field())) {
                closest[i] = closest[i].or(fieldWords.get(i).word().closeness(word, length));
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
            return inPartHeaders;
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
