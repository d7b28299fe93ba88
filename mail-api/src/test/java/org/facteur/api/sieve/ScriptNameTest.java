package org.facteur.api.sieve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptNameTest {

    @Test
    void hasUpTo128CharactersOfAnyPlane() {
        String longest = "\uD83D\uDCE8".repeat(ScriptName.MAX_LENGTH);
        assertThat(new ScriptName(longest).value()).isEqualTo(longest);
        assertThatThrownBy(() -> new ScriptName(longest + "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\u0000b", "a\nb", "\u007f", "\u0085", "\u2028", "\u2029", "\uD83D"})
    void isOneLineOfUnicode(String illegal) {
        assertThatThrownBy(() -> new ScriptName(illegal)).isInstanceOf(IllegalArgumentException.class);
    }
}
