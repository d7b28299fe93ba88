package org.facteur.mailstore.sieve.script;

import java.util.List;
import java.util.Optional;

/**
 * How a test compares values with keys (RFC 5228 section 2.7, RFC 5231).
 *
 * @param relation of {@code :value} and {@code :count}; without meaning otherwise
 */
record Match(Type type, Relation relation, Collation collation) {

    enum Type {
        IS,
        CONTAINS,
        MATCHES,
        VALUE,
        COUNT
    }

    /** Whether one of the values fits one of the keys; what wildcards stand for is kept as match variables. */
    boolean holds(List<String> values, List<Text> keys, Execution run) throws ScriptFailureException {
        return holds(values, keys, run, true);
    }

    /** @param captures whether what wildcards stand for is kept */
    boolean holds(List<String> values, List<Text> keys, Execution run, boolean captures) throws ScriptFailureException {
        if (type == Type.COUNT) {
            return fits(Integer.toString(values.size()), keys, run, captures);
        }
        for (String value : values) {
            if (fits(value, keys, run, captures)) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(String value, List<Text> keys, Execution run, boolean captures) throws ScriptFailureException {
        run.budget().spend(value.length() + 1L);
        String folded = collation.fold(value);
        for (Text each : keys) {
            String key = collation.fold(each.expand(run));
            run.budget().spend(key.length() + 1L);
            if (fits(value, folded, key, run, captures)) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(String value, String folded, String key, Execution run, boolean captures)
            throws ScriptFailureException {
        switch (type) {
            case IS -> {
                return collation.compareFolded(folded, key) == 0;
            }
            case VALUE, COUNT -> {
                return relation.holds(collation.compareFolded(folded, key));
            }
            case CONTAINS -> {
                run.budget().spend(folded.length());
                return contains(folded, key);
            }
            default -> {
                Optional<List<String>> captured = new Wildcards(key).match(folded, value, run.budget());
                if (captures) {
                    captured.ifPresent(texts -> run.variables().matched(value, texts));
                }
                return captured.isPresent();
            }
        }
    }

    /** In time that grows with the sum of both lengths, whatever they hold (Knuth, Morris and Pratt). */
    private static boolean contains(String text, String key) {
        int[] borders = new int[key.length() + 1];
        borders[0] = -1;
        for (int i = 0, border = -1; i < key.length(); ) {
            while (border >= 0 && key.charAt(i) != key.charAt(border)) {
                border = borders[border];
            }
            borders[++i] = ++border;
        }
        int matched = 0;
        for (int i = 0; i < text.length() && matched < key.length(); i++) {
            while (matched >= 0 && text.charAt(i) != key.charAt(matched)) {
                matched = borders[matched];
            }
            matched++;
        }
        return matched == key.length();
    }
}
