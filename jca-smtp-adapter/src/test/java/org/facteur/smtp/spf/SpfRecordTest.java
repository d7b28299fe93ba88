package org.facteur.smtp.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;

/** How long records may be. */
class SpfRecordTest {

    @Test
    void aRecordOfSomeThousandCharactersIsReadAndNoLongerOne() throws Exception {
        String networks = "v=spf1" + " ip4:192.0.2.0/24".repeat(481);
        String longest = networks + " ".repeat(SpfRecord.MAX_RECORD - networks.length());

        assertThat(SpfRecord.parse(longest).directives()).hasSize(481);
        assertRefused(longest + " ", "record too long");
    }

    @Test
    void aTermOfSomeHundredCharactersIsReadAndNoLongerOne() throws Exception {
        String longest = "a:" + "x".repeat(SpfRecord.MAX_TERM - "a:.example.org".length()) + ".example.org";

        assertThat(SpfRecord.parse("v=spf1 " + longest).directives()).hasSize(1);
        assertRefused("v=spf1 " + longest + "x", "term too long in record");
        assertRefused("v=spf1 unknown=" + longest, "term too long in record");
    }

    private static void assertRefused(String record, String reason) {
        assertThatExceptionOfType(SpfException.class)
                .isThrownBy(() -> SpfRecord.parse(record))
                .satisfies(refused ->
                        assertThat(refused.result()).isEqualTo(new SpfResult(SpfResult.Verdict.PERMERROR, reason)));
    }
}
