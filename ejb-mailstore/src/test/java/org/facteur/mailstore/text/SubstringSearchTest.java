package org.facteur.mailstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** A text is found wherever it begins, also across pieces, and nowhere else. */
class SubstringSearchTest {

    @Property(tries = 5000)
    void isInExactlyWhatContainsIt(
            @ForAll @Chars({'a', 'b'}) @StringLength(max = 6) String wanted,
            @ForAll @Chars({'a', 'b', 'c'}) @StringLength(max = 40) String text) {
        assertThat(new SubstringSearch(wanted).isIn(text)).isEqualTo(text.contains(wanted));
    }

    @Property(tries = 2000)
    void isFoundAcrossPieces(
            @ForAll @Chars({'a', 'b'}) @StringLength(min = 1, max = 6) String wanted,
            @ForAll @Chars({'A', 'B', 'C'}) @StringLength(max = 60) String folded,
            @ForAll long seed) {
        SubstringSearch search = new SubstringSearch(wanted);
        Random random = new Random(seed);
        int matched = 0;
        for (int i = 0; i < folded.length(); ) {
            int end = Math.min(folded.length(), i + random.nextInt(5));
            char[] piece = folded.substring(i, end).toCharArray();
            matched = search.advance(matched, piece, piece.length);
            i = end;
        }
        assertThat(search.isFound(matched)).isEqualTo(folded.contains(search.folded()));
    }

    @Test
    void caseAndCompositionDoNotMatter() {
        assertThat(new SubstringSearch("CAFE\u0301").isIn("un caf\u00e9 noir")).isTrue();
        assertThat(new SubstringSearch("cafe").isIn("un caf\u00e9 noir"))
                .as("the mark follows its letter")
                .isTrue();
        assertThat(new SubstringSearch("cafe noir").isIn("un caf\u00e9 noir")).isFalse();
        assertThat(new SubstringSearch("stra\u00dfe").isIn("HAUPTSTRA\u00dfE")).isTrue();
    }

    @Test
    void theEmptyTextIsInEveryText() {
        assertThat(new SubstringSearch("").isIn("")).isTrue();
        assertThat(new SubstringSearch("").isIn("any")).isTrue();
    }

    @Test
    void oneTextDoesNotContinueInTheNext() {
        TextMatcher matcher =
                new TextMatcher(List.of(new WantedText(new SubstringSearch("end begin"), true)), List.of());
        matcher.match("the end ");
        matcher.match("begins here");
        assertThat(matcher.isFound(0)).isFalse();
        matcher.match("end begin");
        assertThat(matcher.isFound(0)).isTrue();
        assertThat(matcher.isDone()).isTrue();
    }
}
