package org.facteur.mailstore.fulltext;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexOptions;
import org.apache.lucene.util.BytesRef;
import org.facteur.mailstore.text.MessageTexts;
import org.jspecify.annotations.Nullable;

/**
 * Collects the texts of a message for the index, as many as are indexed: of a message with more, the index can say that it
 * has a text, and not that it has none.
 */
public final class MessageDocument implements MessageTexts.Sink {

    /** Characters of all texts of one message that are indexed. */
    static final int MAX_CHARACTERS = 256 << 10;

    /** Different header fields of one message that are indexed by name. */
    private static final int MAX_NAMES = 500;

    /** Characters of the longest name of a header field that is indexed. */
    static final int MAX_NAME = 100;

    static final String ID = "id";
    static final String PARTIAL = "partial";
    static final String NAME = "name";
    static final String HEADER = "header";
    static final String BODY = "body";

    /** The header fields whose values have an index of their own. */
    private static final Set<String> VALUES = Set.of(
            "from",
            "to",
            "cc",
            "bcc",
            "subject",
            "sender",
            "reply-to",
            "message-id",
            "in-reply-to",
            "references",
            "list-id");

    private static final FieldType GRAMS = type(IndexOptions.DOCS_AND_FREQS_AND_POSITIONS);
    private static final FieldType WORDS = type(IndexOptions.DOCS);

    private final FoldedTexts header = new FoldedTexts();
    private final FoldedTexts body = new FoldedTexts();
    private final Map<String, FoldedTexts> values = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private FoldedTexts present = header;
    private boolean ignored;
    private int left = MAX_CHARACTERS;
    private boolean partial;

    private static FieldType type(IndexOptions options) {
        FieldType type = new FieldType();
        type.setTokenized(true);
        type.setOmitNorms(true);
        type.setIndexOptions(options);
        type.freeze();
        return type;
    }

    /** The index of the values of a header field; null if it has none of its own. */
    static @Nullable String valueField(String lowerCaseName) {
        return VALUES.contains(lowerCaseName) ? "value-" + lowerCaseName : null;
    }

    /** The index of the words of the texts that have an index. */
    static String words(String field) {
        return field + "-words";
    }

    @Override
    public void beginField() {
        begin(header);
    }

    @Override
    public void beginValue(String lowerCaseName) {
        if (names.size() < MAX_NAMES && lowerCaseName.length() <= MAX_NAME) {
            names.add(lowerCaseName);
        } else {
            partial = true;
        }
        String field = valueField(lowerCaseName);
        ignored = field == null;
        if (field != null) {
            begin(values.computeIfAbsent(field, name -> new FoldedTexts()));
        }
    }

    @Override
    public void beginBody() {
        begin(body);
    }

    private void begin(FoldedTexts texts) {
        ignored = false;
        texts.begin();
        present = texts;
    }

    @Override
    public void folded(char[] text, int length) {
        if (ignored) {
            return;
        }
        int taken = Math.min(left, length);
        partial |= taken < length;
        left -= taken;
        present.append(text, 0, taken);
    }

    @Override
    public boolean isFull() {
        partial |= left == 0;
        return left == 0;
    }

    /** Says that not everything could be read. */
    public void breakOff() {
        partial = true;
    }

    Document toDocument(long content) {
        Document document = new Document();
        document.add(new StringField(ID, id(content), Field.Store.NO));
        document.add(new NumericDocValuesField(ID, content));
        if (partial) {
            document.add(new NumericDocValuesField(PARTIAL, 1));
        }
        names.forEach(name -> document.add(new StringField(NAME, name, Field.Store.NO)));
        add(HEADER, header, document);
        add(BODY, body, document);
        values.forEach((field, texts) -> add(field, texts, document));
        return document;
    }

    private static void add(String field, FoldedTexts texts, Document document) {
        texts.begin();
        if (!texts.isEmpty()) {
            document.add(new Field(field, new GramStream(texts), GRAMS));
            document.add(new Field(words(field), new WordStream(texts), WORDS));
        }
    }

    /** A content as a term. */
    static BytesRef id(long content) {
        byte[] octets = new byte[Long.BYTES];
        for (int i = 0; i < octets.length; i++) {
            octets[i] = (byte) (content >> (56 - 8 * i));
        }
        return new BytesRef(octets);
    }
}
