package org.facteur.imap.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource({
        "fr, FRENCH",
        "FR-ca, FRENCH",
        "fr-x-private, FRENCH",
        "fr-Latn-x-a, FRENCH",
        "en-GB-oed, ENGLISH",
        "i-default, DEFAULT",
        "DEFAULT, DEFAULT",
    })
    void aRangeFindsItsLanguage(String range, Language language) {
        assertThat(Language.lookup(range)).contains(language);
    }

    @ParameterizedTest
    @CsvSource({"de", "''", "-", "-fr", "f", "i", "french", "x-fr"})
    void otherRangesFindNone(String range) {
        assertThat(Language.lookup(range)).isEmpty();
    }

    @Test
    void whatChangesStaysInItsPlace() {
        assertThat(Language.FRENCH.say("NOOP completed")).isEqualTo("NOOP : termin\u00e9");
        assertThat(Language.FRENCH.say("A search has at most 7 criteria, nested 5 deep"))
                .isEqualTo("Une recherche a au plus 7 crit\u00e8res, sur 5 niveaux");
    }

    @Test
    void whatNobodyHasTranslatedIsEnglish() {
        assertThat(Language.FRENCH.say("Nobody says this")).isEqualTo("Nobody says this");
        assertThat(Language.ENGLISH.say("NOOP completed")).isEqualTo("NOOP completed");
    }

    @Test
    void aPatternIsMatchedAsAWhole() {
        TextPattern pattern = new TextPattern("a {} b {} a", "{}, {}");
        assertThat(pattern.values("a 1 b 2 a")).containsExactly("1", "2");
        assertThat(pattern.values("a 1 b 2 a ")).isNull();
        assertThat(pattern.values("a 1 b a")).isNull();
        assertThat(pattern.values("a b")).isNull();
        assertThat(pattern.values("")).isNull();
    }

    @Test
    void aLineIsATranslationOrAnError() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Catalogue(List.of("nothing")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Catalogue(List.of("a = b", "a = c")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Catalogue(List.of("{} = none")));
    }
}
