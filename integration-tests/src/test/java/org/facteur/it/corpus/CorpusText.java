package org.facteur.it.corpus;

import java.util.List;
import java.util.Random;

/** Words in many languages, put together at random. */
final class CorpusText {

    private static final List<String> LATIN = List.of(
            "letter",
            "stamp",
            "counter",
            "parcel",
            "round",
            "morning",
            "sorting",
            "the",
            "of",
            "and",
            "with",
            "for",
            "invoice",
            "meeting",
            "Thursday",
            "attached",
            "please",
            "find",
            "regards",
            "no",
            "yes",
            "because",
            "postman",
            "bicycle");

    private static final List<String> MIXED = List.of(
            "Gr\u00fc\u00dfe",
            "caf\u00e9",
            "fa\u00e7ade",
            "ni\u00f1o",
            "\u041f\u0440\u0438\u0432\u0435\u0442",
            "\u03ba\u03cc\u03c3\u03bc\u03b5",
            "\u65e5\u672c\u8a9e",
            "\u4f60\u597d",
            "\ud55c\uad6d\uc5b4",
            "\u0645\u0631\u062d\u0628\u0627",
            "\u05e9\u05dc\u05d5\u05dd",
            "\u0928\u092e\u0938\u094d\u0924\u0947",
            "\ud83d\udcee",
            "\u20ac",
            "\u0141\u00f3d\u017a",
            "e\u0301te\u0301",
            "letter",
            "and",
            "stamp",
            "parcel");

    private static final List<String> NAMES = List.of(
            "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy", "mallory", "niaj");

    private final Random random;

    CorpusText(Random random) {
        this.random = random;
    }

    String word() {
        return pick(LATIN);
    }

    String name() {
        return pick(NAMES);
    }

    String address() {
        return name() + random.nextInt(100) + "@example.test";
    }

    String words(int count) {
        return words(LATIN, count);
    }

    String mixedWords(int count) {
        return words(MIXED, count);
    }

    private String words(List<String> from, int count) {
        StringBuilder text = new StringBuilder(pick(from));
        for (int i = 1; i < count; i++) {
            text.append(' ').append(pick(from));
        }
        return text.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
