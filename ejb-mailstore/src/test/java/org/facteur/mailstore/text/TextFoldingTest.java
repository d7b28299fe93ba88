package org.facteur.mailstore.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts that {@code i;unicode-casemap} takes for the same fold to the same (RFC 5051). */
class TextFoldingTest {

    @ParameterizedTest
    @CsvSource({
        "ABC xyz 123, abc XYZ 123",
        "Gr\u00fc\u00dfe, GR\u00dc\u00dfE",
        "\u00e9, e\u0301",
        "\u00c9, e\u0301",
        "a\u0323\u0307, a\u0307\u0323",
        "\u03a3\u03af\u03c3\u03c5\u03c6\u03bf\u03c2, \u03c3\u038a\u03a3\u03a5\u03a6\u039f\u03a3",
        "\u041f\u0420\u0418\u0412\u0415\u0422, \u043f\u0440\u0438\u0432\u0435\u0442",
        "\ud55c\uae00, \u1112\u1161\u11ab\u1100\u1173\u11af",
        "\uff21\uff22\uff23, abc",
        "\uff11\u00b2, 12",
        "\u01c4, \u01c6",
        "\u0131, I",
        "\uff76\uff9e, \u30ac",
        "\ud801\udc00, \ud801\udc28",
        "\u212a\u212b, k\u00e5",
    })
    void textsAreTheSame(String one, String other) {
        assertThat(TextFolding.fold(one)).isEqualTo(TextFolding.fold(other));
    }

    @ParameterizedTest
    @CsvSource({
        "e, \u00e9",
        "a, b",
        "o, \u00f8",
        "\u3042, \u30a2",
        "\u00df, ss",
        "\ufb01, FI",
        "so\u00adft, soft",
    })
    void textsAreNotTheSame(String one, String other) {
        assertThat(TextFolding.fold(one)).isNotEqualTo(TextFolding.fold(other));
    }

    @Property
    void asciiIsUpperCase(@ForAll @CharRange(from = '\0', to = '\u007f') String text) {
        assertThat(TextFolding.fold(text)).isEqualTo(text.toUpperCase(Locale.ROOT));
    }

    @Property(tries = 2000)
    void piecesFoldAsTheWhole(
            @ForAll
                    @StringLength(max = 300)
                    @AlphaChars
                    @CharRange(from = '\u0300', to = '\u0310')
                    @CharRange(from = '\u00c0', to = '\u00ff')
                    @CharRange(from = '\u1100', to = '\u11c2')
                    @CharRange(from = '\ud800', to = '\udfff')
                    @CharRange(from = '\uff76', to = '\uff9f')
                    String text,
            @ForAll long seed) {
        assertThat(foldInPieces(text, seed)).isEqualTo(TextFolding.fold(text));
    }

    @Test
    void longTextsFoldAsTheWhole() {
        String text = "Stra\u00dfe e\u0301\u0323 \uff21 ".repeat(5000);
        assertThat(foldInPieces(text, 7)).isEqualTo(TextFolding.fold(text)).hasSizeGreaterThan(50_000);
    }

    @Test
    void endlessMarksCostNoMemory() {
        assertThat(TextFolding.fold("a" + "\u0301".repeat(100_000)))
                .startsWith("A\u0301")
                .hasSize(100_001);
    }

    private static String foldInPieces(String text, long seed) {
        StringBuilder folded = new StringBuilder();
        TextFolding folding = new TextFolding((characters, length) -> folded.append(characters, 0, length));
        Random random = new Random(seed);
        char[] characters = text.toCharArray();
        for (int i = 0; i < characters.length; ) {
            int count = Math.min(characters.length - i, random.nextInt(random.nextBoolean() ? 3 : 2000));
            folding.append(characters, i, count);
            i += count;
        }
        folding.end();
        return folded.toString();
    }
}
