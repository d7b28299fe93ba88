package org.facteur.mailstore.text;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.facteur.api.search.SearchKey;

/** A search key prepared for evaluation, with the cheapest keys of a combination first. */
sealed interface SearchNode {

    Truth evaluate(Predicate<SearchKey> others, TextEvidence evidence) throws IOException;

    /** How much has to be read: 0 nothing, 1 the header, 2 all. */
    int cost();

    /**
     * How well a message that is found matches, 1 to 100; {@link #NO_SCORE} if nothing in the key has a score, {@link #UNKNOWN_SCORE} if
     * the evidence is not enough.
     */
    default int score(Predicate<SearchKey> others, TextEvidence evidence) throws IOException {
        return NO_SCORE;
    }

    int NO_SCORE = 0;
    int UNKNOWN_SCORE = -1;
    int WHOLE_SCORE = 100;

    /** A key that the caller answers. */
    record Other(SearchKey key) implements SearchNode {
        @Override
        public Truth evaluate(Predicate<SearchKey> others, TextEvidence evidence) {
            return Truth.of(others.test(key));
        }

        @Override
        public int cost() {
            return 0;
        }
    }

    /** A condition on a header field. */
    record Field(int condition) implements SearchNode {
        @Override
        public Truth evaluate(Predicate<SearchKey> others, TextEvidence evidence) throws IOException {
            return evidence.field(condition);
        }

        @Override
        public int cost() {
            return 1;
        }
    }

    /** A text in the body. */
    record Body(int text) implements SearchNode {
        @Override
        public Truth evaluate(Predicate<SearchKey> others, TextEvidence evidence) throws IOException {
            return evidence.body(text);
        }

        @Override
        public int cost() {
            return 2;
        }
    }

    /** A text anywhere. */
    record Anywhere(int text) implements SearchNode {
        @Override
        public Truth evaluate(Predicate<SearchKey> others, TextEvidence evidence) throws IOException {
            Truth header = evidence.header(text);
            return header == Truth.NO ? evidence.body(text) : header;
        }

        @Override
        public int cost() {
            return 2;
        }
    }

    /** The contrary of a key. */
    record Not(SearchNode node) implements SearchNode {
        @Override
        public Truth evaluate(Predicate<SearchKey> others, TextEvidence evidence) throws IOException {
            return switch (node.evaluate(others, evidence)) {
                case YES -> Truth.NO;
                case NO -> Truth.YES;
                case UNKNOWN -> Truth.UNKNOWN;
            };
        }

        @Override
        public int cost() {
            return node.cost();
        }
    }

    /**
     * All of some keys, or any of them.
     *
     * @param decisive what one key must be for the others not to matter: NO for all of them, YES for any
     */
    record Combination(List<SearchNode> nodes, Truth decisive) implements SearchNode {

        public Combination {
            nodes = nodes.stream()
                    .sorted(Comparator.comparingInt(SearchNode::cost))
                    .toList();
        }

        @Override
        public Truth evaluate(Predicate<SearchKey> others, TextEvidence evidence) throws IOException {
            Truth result = decisive == Truth.NO ? Truth.YES : Truth.NO;
            for (SearchNode node : nodes) {
                Truth truth = node.evaluate(others, evidence);
                if (truth == decisive) {
                    return decisive;
                }
                if (truth == Truth.UNKNOWN) {
                    result = Truth.UNKNOWN;
                }
            }
            return result;
        }

        @Override
        public int cost() {
            return nodes.stream().mapToInt(SearchNode::cost).max().orElse(0);
        }

        /** The best of several that are alternatives, the mean of several that are all wanted. */
        @Override
        public int score(Predicate<SearchKey> others, TextEvidence evidence) throws IOException {
            int sum = 0;
            int scored = 0;
            int best = NO_SCORE;
            for (SearchNode node : nodes) {
                Truth truth = decisive == Truth.YES ? node.evaluate(others, evidence) : Truth.YES;
                int score = truth == Truth.YES ? node.score(others, evidence) : NO_SCORE;
                if (truth == Truth.UNKNOWN || score == UNKNOWN_SCORE) {
                    return UNKNOWN_SCORE;
                }
                best = Math.max(best, score);
                sum += score;
                scored += score > NO_SCORE ? 1 : 0;
            }
            return decisive == Truth.YES || scored == 0 ? best : sum / scored;
        }
    }

    /**
     * A text with tolerance: itself, or something like each of its words.
     *
     * @param exact the text without tolerance
     * @param words possibly none
     */
    record Fuzzy(SearchNode exact, List<WordNode> words) implements SearchNode {

        public Fuzzy {
            words = List.copyOf(words);
        }

        @Override
        public Truth evaluate(Predicate<SearchKey> others, TextEvidence evidence) throws IOException {
            Truth inFull = exact.evaluate(others, evidence);
            if (inFull == Truth.YES || words.isEmpty()) {
                return inFull;
            }
            Truth all = Truth.YES;
            for (WordNode word : words) {
                Truth truth = word.truth(evidence);
                if (truth == Truth.NO) {
                    return inFull;
                }
                all = truth == Truth.UNKNOWN ? Truth.UNKNOWN : all;
            }
            return all;
        }

        @Override
        public int cost() {
            return exact.cost();
        }

        @Override
        public int score(Predicate<SearchKey> others, TextEvidence evidence) throws IOException {
            Truth inFull = exact.evaluate(others, evidence);
            if (inFull != Truth.NO) {
                return inFull == Truth.YES ? WHOLE_SCORE : UNKNOWN_SCORE;
            }
            int sum = 0;
            for (WordNode word : words) {
                Closeness closeness = word.closeness(evidence);
                if (closeness == Closeness.UNKNOWN) {
                    return UNKNOWN_SCORE;
                }
                sum += closeness.score();
            }
            return words.isEmpty() ? NO_SCORE : sum / words.size();
        }
    }

    /** A word with tolerance. */
    sealed interface WordNode {

        /** Whether there is something like it, with as little reading as that needs. */
        Truth truth(TextEvidence evidence) throws IOException;

        /** How much the most similar word is like it. */
        Closeness closeness(TextEvidence evidence) throws IOException;
    }

    /** In a header field. */
    record WordInField(int word) implements WordNode {
        @Override
        public Truth truth(TextEvidence evidence) throws IOException {
            return closeness(evidence).truth();
        }

        @Override
        public Closeness closeness(TextEvidence evidence) throws IOException {
            return evidence.fieldWord(word);
        }
    }

    /** In the body. */
    record WordInBody(int word) implements WordNode {
        @Override
        public Truth truth(TextEvidence evidence) throws IOException {
            return closeness(evidence).truth();
        }

        @Override
        public Closeness closeness(TextEvidence evidence) throws IOException {
            return evidence.bodyWord(word);
        }
    }

    /** Anywhere. */
    record WordAnywhere(int word) implements WordNode {
        @Override
        public Truth truth(TextEvidence evidence) throws IOException {
            Truth header = evidence.headerWord(word).truth();
            Truth body =
                    header == Truth.YES ? Truth.YES : evidence.bodyWord(word).truth();
            return body == Truth.NO ? header : body;
        }

        @Override
        public Closeness closeness(TextEvidence evidence) throws IOException {
            Closeness header = evidence.headerWord(word);
            if (header == Closeness.SAME) {
                return header;
            }
            Closeness body = evidence.bodyWord(word);
            return header == Closeness.UNKNOWN || body == Closeness.UNKNOWN ? Closeness.UNKNOWN : header.or(body);
        }
    }
}
