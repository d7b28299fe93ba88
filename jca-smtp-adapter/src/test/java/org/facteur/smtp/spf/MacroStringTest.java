package org.facteur.smtp.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(10)
class MacroStringTest {

    private static final int MAX_NAME = 253;

    private static final String LONG = ("x".repeat(49) + ".").repeat(5);

    @Test
    void aNameIsExpandedFromItsEndAndNoFurtherThanItIsAsked() throws Exception {
        AtomicInteger expanded = new AtomicInteger();

        String name = MacroString.domain("%{S}".repeat(15) + ".%{d}").expand(letter -> {
            expanded.incrementAndGet();
            return letter == 'd' ? "example.org" : "!.".repeat(150) + "@example.com";
        });

        assertThat(name)
                .isEqualTo("%21.".repeat(56) + "%40example.com.example.org")
                .hasSizeLessThanOrEqualTo(253);
        assertThat(expanded).hasValue(2);
    }

    /** A final dot does not count. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        abc      | abc.
        abc.     | abc.
        .abc     | abc.
        a.abc    | abc.
        b.a.abc  | abc.
        b.a.c.   | a.c.
        b..bc    | .bc.
        ab.c     | c.
        """)
    void aNameThatIsTooLongLosesLabelsUntilItFits(String beginning, String kept) throws Exception {
        String end = LONG.substring(0, MAX_NAME - "abc.".length());
        String dot = beginning.endsWith(".") ? "." : "";
        String labels = beginning.substring(0, beginning.length() - dot.length());

        assertThat(MacroString.domain(labels + "." + end + dot).expand(letter -> ""))
                .isEqualTo(kept + end);
    }

    @Test
    void whereNoLabelCanBeLostTheNameStaysTooLong() throws Exception {
        assertThat(MacroString.domain("%{l}").expand(letter -> "x".repeat(1_000)))
                .hasSizeGreaterThan(MAX_NAME);
    }

    /** Read in every way in which they can be, these are minutes of work. */
    @ParameterizedTest
    @CsvSource({"x.,a,-b", "x.,a,-", "x.,1,-", "x.,1,", "x.,1a,_", ",%{,"})
    void theEndOfALongNameIsReadOnce(@Nullable String before, String repeated, @Nullable String after) {
        String name = Objects.toString(before, "") + repeated.repeat(100_000) + Objects.toString(after, "");

        assertThat(isDomain(name)).isEqualTo("-b".equals(after));
    }

    @ParameterizedTest
    @CsvSource({
        "x.org, true",
        "x.org., true",
        "x.a1, true",
        "x.1a, true",
        "x.1a1a1, true",
        "x.12, false",
        "x.1-2, true",
        "x.1--2, true",
        "x.a-b-c, true",
        "x.a-, false",
        "x.-a, false",
        "x.a_b, false",
        "x.org.., false",
        "x., false",
        "x, false",
        "x.%{d}, true",
        "x.%{d, false",
        "x.12%{d}, true",
        "%{d}x, false",
        "%%, true"
    })
    void aDomainEndsWithAMacroOrALabelThatIsNoNumber(String name, boolean isDomain) {
        assertThat(isDomain(name)).isEqualTo(isDomain);
    }

    @Test
    void aNameHasSixteenMacrosAndNoMore() {
        assertThat(isDomain("%{l1-}".repeat(16))).isTrue();
        assertThat(isDomain("%{l1-}".repeat(17))).isFalse();
    }

    private static boolean isDomain(String name) {
        try {
            MacroString.domain(name);
            return true;
        } catch (SpfException refused) {
            return false;
        }
    }
}
