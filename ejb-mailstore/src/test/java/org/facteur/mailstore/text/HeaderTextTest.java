package org.facteur.mailstore.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers as a reader sees them. */
class HeaderTextTest {

    @ParameterizedTest
    @MethodSource
    void aHeaderSays(String value, String text) {
        assertThat(HeaderText.decode(value)).isEqualTo(text);
    }

    static Stream<Arguments> aHeaderSays() {
        return Stream.of(
                arguments("", ""),
                arguments("plain text", "plain text"),
                arguments("=?iso-8859-1?Q?Andr=E9?=", "Andr\u00e9"),
                arguments("=?utf-8?q?Caf=C3=A9_au_lait?=", "Caf\u00e9 au lait"),
                arguments("=?UTF-8?B?R3LDvMOfZQ==?=", "Gr\u00fc\u00dfe"),
                arguments("=?utf-8?b?R3LDvMOfZQ?=", "Gr\u00fc\u00dfe"),
                arguments("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
                arguments("=?utf-8?q?a?=  \t =?iso-8859-1?q?b?=", "ab"),
                arguments("=?utf-8?q?a?= b =?utf-8?q?c?= d", "a b c d"),
                arguments("(=?utf-8?q?a?=)", "(a)"),
                arguments("\"=?utf-8?q?a?=\" <a@b>", "\"a\" <a@b>"),
                arguments("x=?utf-8?q?a?=y", "xay"),
                arguments("=?utf-8?q?=C3?= =?utf-8?q?=A9?=", "\u00e9"),
                arguments("=?utf-8?b?w4M=?= =?UTF-8?b?wg==?= =?utf-8?b?qQ==?=", "\u00c3\u00a9"),
                arguments("=?ISO-2022-JP?B?GyRCRnxLXBsoQg==?=", "\u65e5\u672c"),
                arguments("=?gb2312?b?xOO6ww==?=", "\u4f60\u597d"),
                arguments("=?koi8-r?q?=F0=D2=C9=D7=C5=D4?=", "\u041f\u0440\u0438\u0432\u0435\u0442"),
                arguments("=?utf-8*en?q?word?=", "word"),
                arguments("=?x-nobody?q?caf=C3=A9?=", "caf\u00e9"),
                arguments("=?us-ascii?q?caf=E9?=", "caf\u00e9"),
                arguments("=?utf-8?q?what??=", "what?"),
                arguments("=?utf-8?q??=", ""),
                arguments("=?utf-8?q?=4?= =?utf-8?q?=ZZ?=", "=4=ZZ"),
                arguments("=?utf-8?x?a?=", "=?utf-8?x?a?="),
                arguments("=?utf-8?q?a", "=?utf-8?q?a"),
                arguments("=?utf-8?q?a?", "=?utf-8?q?a?"),
                arguments("=?", "=?"),
                arguments("=?=?utf-8?q?a?=", "=?a"),
                arguments("=?utf-8?q?a?= =?", "a =?"),
                arguments(octets("Gr\u00fc\u00dfe"), "Gr\u00fc\u00dfe"),
                arguments("Gr\u00fc\u00dfe \u0080", "Gr\u00fc\u00dfe \u20ac"),
                arguments(octets("\u65e5") + " =?utf-8?q?a?=", "\u65e5 a"));
    }

    @Test
    void aCharsetThatSwitchesBetweenOthersIsNotUsed() {
        assertThat(HeaderText.decode("=?x-JISAutoDetect?q?a?= =?x-COMPOUND_TEXT?q?b?="))
                .isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?",
                "?=",
                "=?=?",
                "=?a?b?",
                "=?utf-8?b?",
                "=?utf-8?q?=",
                "=?utf-8?q?a?=",
                "=?utf-8?q?a?= ",
                "=?x-nobody?q?a?=",
                "=?utf-8?q?a?b",
                "??"
            })
    void noHeaderTakesLong(String pattern) {
        String value = pattern.repeat((256 << 10) / pattern.length());
        assertTimeout(Duration.ofSeconds(5), () -> HeaderText.decode(value));
    }

    @Property(tries = 5000)
    void anyValueSaysSomething(@ForAll("values") String value) {
        assertThatCode(() -> HeaderText.decode(value)).doesNotThrowAnyException();
    }

    @Provide
    Arbitrary<String> values() {
        return Arbitraries.of(
                        "=?",
                        "?=",
                        "=?utf-8?q?",
                        "=?utf-8?b?",
                        "=?iso-2022-jp?B?",
                        "=?utf-16?b?",
                        "=?x?q?",
                        "?",
                        "=",
                        "=C3",
                        "=A9",
                        "w4",
                        "M=",
                        "_",
                        " ",
                        "\t",
                        "a",
                        "\u00c3",
                        "\u00e9",
                        "GyRC",
                        "*")
                .list()
                .ofMaxSize(20)
                .map(fragments -> String.join("", fragments));
    }

    private static String octets(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
