package org.facteur.wire.language;

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
    })
    void aRangeFindsItsLanguage(String range, Language language) {
        assertThat(Language.lookup(range)).contains(language);
    }

    @ParameterizedTest
    @CsvSource({"de", "''", "-", "-fr", "f", "i", "french", "x-fr", "default"})
    void otherRangesFindNone(String range) {
        assertThat(Language.lookup(range)).isEmpty();
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
    void textsAreInTheirLanguageWhereTheyAreTranslated() {
        Catalogue catalogue = new Catalogue(List.of("# some", "yes = oui", "{} of {} = {} sur {}"));
        assertThat(catalogue.translate("yes")).isEqualTo("oui");
        assertThat(catalogue.translate("1 of 2")).isEqualTo("1 sur 2");
        assertThat(catalogue.translate("no")).isEqualTo("no");
    }

    @Test
    void aLineIsATranslationOrAnError() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Catalogue(List.of("nothing")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Catalogue(List.of("a = b", "a = c")));
        assertThatIllegalArgumentException().isThrownBy(() -> new Catalogue(List.of("{} = none")));
    }
}
