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
    }
}
