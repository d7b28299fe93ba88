package org.facteur.mailstore.sieve.script;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The variables of one run (RFC 5229); one that nobody has set is empty. */
final class Variables {

    /** RFC 5229 section 6 wants 128 at least. */
    static final int MAX_VARIABLES = 256;

    /** Characters of a value, which is cut there; RFC 5229 section 6 wants 4000 at least. */
    static final int MAX_VALUE = 8192;

    private final Map<String, String> values = new HashMap<>();
    private String wholeMatch = "";
    private List<String> matches = List.of();

    String get(String name) {
        return values.getOrDefault(name, "");
    }

    void set(String name, String value) throws ScriptFailureException {
        if (values.size() == MAX_VARIABLES && !values.containsKey(name)) {
            throw new ScriptFailureException("it sets more than " + MAX_VARIABLES + " variables");
        }
        values.put(name, cut(value));
    }

    void matched(String whole, List<String> wildcards) {
        wholeMatch = cut(whole);
        matches = wildcards.stream().map(Variables::cut).toList();
    }

    String matched(int number) {
        if (number == 0) {
            return wholeMatch;
        }
        return number <= matches.size() ? matches.get(number - 1) : "";
    }

    private static String cut(String value) {
        if (value.length() <= MAX_VALUE) {
            return value;
        }
        boolean splitsPair = Character.isHighSurrogate(value.charAt(MAX_VALUE - 1));
        return value.substring(0, splitsPair ? MAX_VALUE - 1 : MAX_VALUE);
    }
}
