package org.facteur.imap.name;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 3501 section 5.1.3. */
class ModifiedUtf7Test {

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
                    INBOX|INBOX
                    ~peter/mail/台北/日本語|~peter/mail/&U,BTFw-/&ZeVnLIqe-
                    &|&-
                    a&b|a&-b
                    &&|&-&-
                    Entwürfe|Entw&APw-rfe
                    ü|&APw-
                    üü|&APwA,A-
                    üüü|&APwA,AD8-
                    ü&|&APw-&-
                    ü-|&APw--
                    📫|&2D3c6w-
                    a📫b|a&2D3c6w-b
                    [Gmail]/Wysłane|[Gmail]/Wys&AUI-ane
                    \u0080|&AIA-
                    '\\'|'\\'
                    """)
    void oneNameHasOneSpelling(String name, String spelling) {
        assertThat(ModifiedUtf7.encode(name)).isEqualTo(spelling);
        assertThat(ModifiedUtf7.decode(spelling)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "&", // a shift that never ends
                "a&",
                "&APw",
                "&APw/",
                "&AGE-", // 'a', which stands for itself
                "&ACY-", // '&', which is &-
                "&APw-&APw-", // shifts that one run would do
                "&AP-", // half a unit
                "&APw=-", // padding
                "&APx-", // bits left over that are not zero
                "&APwA-", // a digit too many
                "&A-",
                "&AP w-",
                "&2D0-", // a high surrogate alone
                "&3Gs-", // a low surrogate alone
                "&3GvYPQ-", // the two the wrong way round
                "&2D3,/w-", // the slash of ordinary base64
                "Entw\u00fcrfe", // an octet beyond US-ASCII
                "tab\there",
                "nul\u0000",
                "del\u007f"
            })
    void whatNoEncoderWritesIsNoName(String spelling) {
        assertThat(ModifiedUtf7.decode(spelling)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud83d", "\udceb", "a\ud83db", "\udceb\ud83d"})
    void aLoneSurrogateBecomesTheReplacementCharacter(String name) {
        String replaced = name.replace('\ud83d', '\ufffd').replace('\udceb', '\ufffd');
        assertThat(ModifiedUtf7.decode(ModifiedUtf7.encode(name))).contains(replaced);
    }
}
