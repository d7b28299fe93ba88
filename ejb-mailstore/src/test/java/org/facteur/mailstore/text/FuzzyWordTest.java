package org.facteur.mailstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.apache.lucene.util.automaton.LevenshteinAutomata;
import org.apache.lucene.util.automaton.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FuzzyWordTest {

    @ParameterizedTest
    @CsvSource({
        "Helo, hello, ONE_EDIT",
        "Helo, help, ONE_EDIT",
        "Helo, helot, BEGINNING",
        "helo, HELO, SAME",
        "helo, ehlo, ONE_EDIT",
        "helo, halleluja, NONE",
        "cat, car, NONE",
        "cat, catalogue, BEGINNING",
        "ca, catalogue, NONE",
        "accomodate, accommodate, ONE_EDIT",
        "acomodate, accommodate, TWO_EDITS",
        "ecole, \u00c9cole, SAME",
        "b\u00fccher, b\u00fccherei, BEGINNING",
        "\ud83d\udc4da, a, SAME",
        "abcdefgh, bcdefghi, TWO_EDITS",
        "abcdefgh, cdefghij, NONE",
    })
    void wordsAreAlike(String wanted, String other, Closeness closeness) {
        assertThat(closeness(wanted, other)).isEqualTo(closeness);
    }

    private static Closeness closeness(String wanted, String other) {
        List<Closeness> found = new ArrayList<>();
        FuzzyWord word = FuzzyWord.of(wanted).get(0);
        String folded = TextFolding.fold(other);
        WordSplitter splitter = new WordSplitter((each, length) -> found.add(word.closeness(each, length)));
        splitter.append(folded.toCharArray(), folded.length());
        splitter.end();
        return found.get(0);
    }

    @Test
    void aTextIsSplitIntoWords() {
        assertThat(FuzzyWord.of("Don't \u00e9t\u00e9-2026 \ud801\udc28x \ud801 \u65e5\u672c. "))
                .extracting(FuzzyWord::text)
                .containsExactly("DON", "T", "ETE", "2026", "\ud801\udc00X", "\u65e5\u672c");
        assertThat(FuzzyWord.of(" -- ")).isEmpty();
        assertThat(FuzzyWord.of("a ".repeat(100))).hasSize(FuzzyWord.MAX_WORDS);
        assertThat(FuzzyWord.of("a".repeat(1000)).get(0).text()).hasSize(WordSplitter.MAX_WORD);
    }

    /** The automaton finds the candidates in the index: it may not miss any. */
    @Property(tries = 3000)
    void theAutomatonAcceptsWhatIsAlike(
            @ForAll @CharRange(from = 'A', to = 'C') @StringLength(min = 4, max = 10) String wanted,
            @ForAll @CharRange(from = 'A', to = 'C') @StringLength(min = 1, max = 12) String other) {
        FuzzyWord word = FuzzyWord.of(wanted).get(0);
        Closeness closeness = word.closeness(other.codePoints().toArray(), other.length());
        if (closeness == Closeness.ONE_EDIT || closeness == Closeness.TWO_EDITS) {
            assertThat(Operations.run(new LevenshteinAutomata(wanted, true).toAutomaton(word.tolerance()), other))
                    .isTrue();
        }
    }
}
