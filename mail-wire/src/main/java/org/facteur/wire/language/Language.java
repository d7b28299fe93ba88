package org.facteur.wire.language;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A language in which the server speaks to people (RFC 5255 section 3, RFC 6856 section 3). */
public enum Language {
    /** Of clients that have not asked for any: English, in US-ASCII (RFC 2277 section 4.5). */
    DEFAULT("i-default", "English", true),
    ENGLISH("en", "English", true),
    FRENCH("fr", "français", false);

    private final String tag;
    private final String ownName;
    private final boolean english;

    Language(String tag, String ownName, boolean english) {
        this.tag = tag;
        this.ownName = ownName;
        this.english = english;
    }

    /** The language tag (RFC 5646). */
    public String tag() {
        return tag;
    }

    /** What those call it who speak it. */
    public String ownName() {
        return ownName;
    }

    /** Whether texts stay as they are written. */
    boolean isEnglish() {
        return english;
    }

    /** The tags of all languages. */
    public static List<String> tags() {
        return Stream.of(values()).map(Language::tag).toList();
    }

    /**
     * The language that a range asks for, found as RFC 4647 section 3.4 says: {@code fr-CA} is content with {@code fr}.
     *
     * @param range as a client has sent it
     */
    public static Optional<Language> lookup(String range) {
        String wanted = range.toLowerCase(Locale.ROOT);
        while (!wanted.isEmpty()) {
            for (Language language : values()) {
                if (language.tag.equals(wanted)) {
                    return Optional.of(language);
                }
            }
            wanted = shortened(wanted);
        }
        return Optional.empty();
    }

    /** Without its last subtag, and without a single letter that would be the last then. */
    private static String shortened(String range) {
        int end = Math.max(0, range.lastIndexOf('-'));
        return range.substring(0, end >= 2 && range.charAt(end - 2) == '-' ? end - 2 : end);
    }
}
