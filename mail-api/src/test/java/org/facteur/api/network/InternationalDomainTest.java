package org.facteur.api.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InternationalDomainTest {

    @ParameterizedTest
    @CsvSource({
        "bücher.example, xn--bcher-kva.example",
        "BÜCHER.Example, xn--bcher-kva.example",
        "straße.example, xn--strae-oqa.example",
        "βόλος.com, xn--nxasmm1c.com",
        "例え.テスト, xn--r8jz45g.xn--zckzah",
        "مثال.إختبار, xn--mgbh0fb.xn--kgbechtv",
        "उदाहरण.परीक्षा, xn--p1b6ci4b4b3a.xn--11b5bs3a9aj6g",
        "нормальный.рф, xn--80asfceddq7hi.xn--p1ai",
        "نامه\u200cای.com, xn--mgba3gch31f060k.com",
        "ශ්\u200dරී.com, xn--10cl1a0b660p.com",
        "𠮷.example, xn--7l3i.example",
        "example.test, example.test",
    })
    void aNameInUnicodeIsOneInAscii(String unicode, String ascii) {
        assertThat(InternationalDomain.toAscii(unicode)).contains(ascii);
        assertThat(InternationalDomain.toAscii(ascii)).contains(ascii);
        assertThat(InternationalDomain.toAscii(InternationalDomain.toUnicode(ascii)))
                .contains(ascii);
    }

    @Test
    void decomposedLettersAreTheSame() {
        assertThat(InternationalDomain.toAscii("bu\u0308cher.example")).contains("xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..b",
                "-a.example",
                "a-.example",
                "ü-.example",
                "a_b.example",
                "a b.example",
                "☃.example",
                "ü\u2028.example",
                "a\u200db.example",
                "\u0301a.example",
                "ab--ü.example",
                "ａ.example",
                "ü\u0000.example",
                "ü@b.example",
                "xn--.example",
                "ü\u202e.example",
            })
    void whatIsNoNameIsRefused(String text) {
        assertThat(InternationalDomain.toAscii(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"xn--a.example", "xn--bcher-kva8.example", "xn--99999999999.example", "xn--n3h.example"})
    void whatIsNoALabelStaysAsItIs(String ascii) {
        assertThat(InternationalDomain.toAscii(ascii)).contains(ascii);
        assertThat(InternationalDomain.toUnicode(ascii)).isEqualTo(ascii);
    }

    @Test
    void labelsAndNamesHaveTheirLengthsInAscii() {
        assertThat(InternationalDomain.toAscii("ü".repeat(57) + ".example")).isPresent();
        assertThat(InternationalDomain.toAscii("ü".repeat(63) + ".example")).isEmpty();
        assertThat(InternationalDomain.toAscii("a".repeat(64) + ".example")).isEmpty();
        assertThat(InternationalDomain.toAscii("bücher.".repeat(30) + "example"))
                .isEmpty();
    }
}
