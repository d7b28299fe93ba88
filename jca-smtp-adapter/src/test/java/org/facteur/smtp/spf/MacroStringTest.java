package org.facteur.smtp.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
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

        String name = MacroString.domain("%{S}".repeat(100) + ".%{d}").expand(letter -> {
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
}
