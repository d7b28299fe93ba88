package org.facteur.wire.language;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What a protocol says to people, in every {@link Language}. Immutable. */
public final class Texts {

    private final Map<Language, Catalogue> catalogues = new EnumMap<>(Language.class);

    private Texts(Class<?> place) {
        for (Language language : Language.values()) {
            catalogues.put(language, language.isEnglish() ? Catalogue.EMPTY : Catalogue.of(place, language.tag()));
        }
    }

    /**
     * Those of the catalogues that are resources beside a class, one for each language but English: {@code fr.txt}.
     *
     * @throws IllegalArgumentException for a line that is no translation
     */
    public static Texts beside(Class<?> place) {
        return new Texts(place);
    }

    /** A text in a language; in English if nobody has translated it. */
    public String say(Language language, String english) {
        return Objects.requireNonNull(catalogues.get(language)).translate(english);
    }
}
