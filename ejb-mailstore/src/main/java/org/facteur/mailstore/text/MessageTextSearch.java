package org.facteur.mailstore.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.facteur.api.search.SearchKey;
import org.facteur.mailstore.text.SearchNode.WordNode;

/**
 * A search key prepared for being asked of many messages: it evaluates {@link SearchKey.Body}, {@link SearchKey.Text},
 * {@link SearchKey.Header}, and what combines them (RFC 3501 section 6.4.4, RFC 9051 section 6.4.4). Every other key it asks
 * of the caller, who has the answer in an index: {@link SearchKey.SentDate} is {@link MessageSummary#sentDate}.
 *
 * <p>Text matches as a substring, by {@code i;unicode-casemap} ({@link TextFolding}), of what headers and bodies say after decoding.
 * A header field matches as a whole, unfolded. BODY looks into every part of text and message, and so into the headers of
 * messages within the message; TEXT looks into the header and the MIME headers of the parts also. Attachments of other types
 * are not looked into. {@link SearchKey.Fuzzy} matches by the words of the same texts, too ({@link FuzzyWord}).
 *
 * <p>Made once for a search; immutable, and used by any number of threads.
 */
public final class MessageTextSearch {

    private static final TextEvidence NOTHING_READ = new TextEvidence() {
        @Override
        public Truth field(int condition) {
            return Truth.UNKNOWN;
        }

        @Override
        public Truth header(int text) {
            return Truth.UNKNOWN;
        }

        @Override
        public Truth body(int text) {
            return Truth.UNKNOWN;
        }

        @Override
        public Closeness fieldWord(int word) {
            return Closeness.UNKNOWN;
        }

        @Override
        public Closeness headerWord(int word) {
            return Closeness.UNKNOWN;
        }

        @Override
        public Closeness bodyWord(int word) {
            return Closeness.UNKNOWN;
        }
    };

    private final List<FieldCondition> conditions = new ArrayList<>();
    private final List<WantedText> texts = new ArrayList<>();
    private final List<FieldWord> fieldWords = new ArrayList<>();
    private final List<TextWord> textWords = new ArrayList<>();
    private final SearchNode root;

    private MessageTextSearch(SearchKey key) {
        root = prepare(key);
    }

    public static MessageTextSearch of(SearchKey key) {
        return new MessageTextSearch(key);
    }

    private SearchNode prepare(SearchKey key) {
        if (key instanceof SearchKey.And and) {
            return new SearchNode.Combination(prepare(and.keys()), Truth.NO);
        }
        if (key instanceof SearchKey.Or or) {
            return new SearchNode.Combination(prepare(List.of(or.left(), or.right())), Truth.YES);
        }
        if (key instanceof SearchKey.Not not) {
            return new SearchNode.Not(prepare(not.key()));
        }
        if (key instanceof SearchKey.Header header) {
            conditions.add(new FieldCondition(header.field(), new SubstringSearch(header.text())));
            return new SearchNode.Field(conditions.size() - 1);
        }
        if (key instanceof SearchKey.Body body) {
            return new SearchNode.Body(want(body.text(), false));
        }
        if (key instanceof SearchKey.Text text) {
            return new SearchNode.Anywhere(want(text.text(), true));
        }
        if (key instanceof SearchKey.Fuzzy fuzzy) {
            return new SearchNode.Fuzzy(prepare(fuzzy.key()), words(fuzzy.key()));
        }
        return new SearchNode.Other(key);
    }

    private List<WordNode> words(SearchKey key) {
        if (key instanceof SearchKey.Header header) {
            return FuzzyWord.of(header.text()).stream()
                    .map(word -> wordInField(header.field(), word))
                    .toList();
        }
        if (key instanceof SearchKey.Body body) {
            return FuzzyWord.of(body.text()).stream()
                    .<WordNode>map(word -> new SearchNode.WordInBody(want(word, false)))
                    .toList();
        }
        if (key instanceof SearchKey.Text text) {
            return FuzzyWord.of(text.text()).stream()
                    .<WordNode>map(word -> new SearchNode.WordAnywhere(want(word, true)))
                    .toList();
        }
        return List.of();
    }

    private WordNode wordInField(String field, FuzzyWord word) {
        fieldWords.add(new FieldWord(field, word));
        return new SearchNode.WordInField(fieldWords.size() - 1);
    }

    private int want(FuzzyWord word, boolean alsoInHeaders) {
        textWords.add(new TextWord(word, alsoInHeaders));
        return textWords.size() - 1;
    }

    private List<SearchNode> prepare(List<SearchKey> keys) {
        return keys.stream().map(this::prepare).toList();
    }

    private int want(String text, boolean alsoInHeaders) {
        texts.add(new WantedText(new SubstringSearch(text), alsoInHeaders));
        return texts.size() - 1;
    }

    /** Whether the key holds anything that only the text of a message can answer. */
    public boolean needsText() {
        return !conditions.isEmpty() || !texts.isEmpty();
    }

    /** The conditions on header fields, as {@link TextEvidence#field} counts them. */
    public List<FieldCondition> conditions() {
        return List.copyOf(conditions);
    }

    /** The texts that are looked for, as {@link TextEvidence#body} counts them. */
    public List<WantedText> texts() {
        return List.copyOf(texts);
    }

    /** The words that something in a header field must be like, as {@link TextEvidence#fieldWord} counts them. */
    public List<FieldWord> fieldWords() {
        return List.copyOf(fieldWords);
    }

    /** The words that something in a text must be like, as {@link TextEvidence#bodyWord} counts them. */
    public List<TextWord> textWords() {
        return List.copyOf(textWords);
    }

    /**
     * Decides without the message, if that is possible.
     *
     * @param others answers every key that is neither text nor a combination, from what the caller knows of the message
     */
    public Optional<Boolean> decide(Predicate<SearchKey> others) {
        return decide(others, NOTHING_READ);
    }

    /**
     * Decides by what is known of the message, if that is enough.
     *
     * @param others as in {@link #decide(Predicate)}
     * @param known never fails
     */
    public Optional<Boolean> decide(Predicate<SearchKey> others, TextEvidence known) {
        try {
            Truth truth = root.evaluate(others, known);
            return truth == Truth.UNKNOWN ? Optional.empty() : Optional.of(truth == Truth.YES);
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is read here", e);
        }
    }

    /**
     * Decides with the message: cheap keys first, and at most one pass over the header and one over the body.
     *
     * @param others as in {@link #decide(Predicate)}
     */
    public boolean matches(SearchableMessage message, Predicate<SearchKey> others) throws IOException {
        return root.evaluate(others, new MessageEvidence(message, this)) == Truth.YES;
    }

    /**
     * How well a message that is found matches the fuzzy keys, 1 to 100 (RFC 6203 section 4), by what is known of it; empty if that is not
     * enough.
     *
     * @param others as in {@link #decide(Predicate)}
     * @param known never fails
     */
    public OptionalInt score(Predicate<SearchKey> others, TextEvidence known) {
        try {
            int score = root.score(others, known);
            return score == SearchNode.UNKNOWN_SCORE ? OptionalInt.empty() : OptionalInt.of(Math.max(1, score));
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is read here", e);
        }
    }

    /**
     * As {@link #score(Predicate, TextEvidence)}, with the message, which is read once for this and for {@link #matches}; empty if the
     * message is not found.
     */
    public OptionalInt score(SearchableMessage message, Predicate<SearchKey> others) throws IOException {
        MessageEvidence evidence = new MessageEvidence(message, this);
        return root.evaluate(others, evidence) == Truth.YES
                ? OptionalInt.of(Math.max(1, root.score(others, evidence)))
                : OptionalInt.empty();
    }
}
