package org.facteur.imap.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.facteur.wire.language.Language;
import org.junit.jupiter.api.Test;

class ImapTextsTest {

    @Test
    void whatChangesStaysInItsPlace() {
        assertThat(ImapTexts.say(Language.FRENCH, "NOOP completed")).isEqualTo("NOOP : termin\u00e9");
        assertThat(ImapTexts.say(Language.FRENCH, "A search has at most 7 criteria, nested 5 deep"))
                .isEqualTo("Une recherche a au plus 7 crit\u00e8res, sur 5 niveaux");
    }

    @Test
    void whatNobodyHasTranslatedIsEnglish() {
        assertThat(ImapTexts.say(Language.FRENCH, "Nobody says this")).isEqualTo("Nobody says this");
        assertThat(ImapTexts.say(Language.ENGLISH, "NOOP completed")).isEqualTo("NOOP completed");
    }
}
