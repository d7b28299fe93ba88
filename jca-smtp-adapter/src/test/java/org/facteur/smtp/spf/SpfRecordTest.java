package org.facteur.smtp.spf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How long records may be, and which addresses they hold. */
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ip4:256.0.2.1",
                "ip4:300.1.2.3",
                "ip4:1.2.3.999",
                "ip4:01.2.3.4",
                "ip4:1.2.3.4.",
                "ip4:1.2.3.4:",
                "ip4:0x7f.1.2.3",
                "ip4:2001:db8::1",
                "ip6:dead.beef",
                "ip6:::1%lo",
                "ip6:[::1]",
                "ip6::",
                "ip6:1:2:3:4:5:6:7",
                "ip6:1:2:3:4:5:6:7:8:9",
                "ip6:::12345",
                "ip6:::300.1.2.3",
                "ip6:1.2.3.4::"
            })
    void whatIsNoAddressIsRefused(String term) {
        assertRefused("v=spf1 " + term, "malformed record");
    }

    @ParameterizedTest
    @CsvSource({
        "ip4:255.255.255.255, 255.255.255.255",
        "ip4:0.0.0.0,         0.0.0.0",
        "ip4:192.0.2.99/25,   192.0.2.127",
        "ip6:1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "ip6:2001:DB8::/32,   2001:db8:ffff::1",
        "ip6:::/0,            2001:db8::1",
        "ip6:64:ff9b::192.0.2.1, 64:ff9b::c000:201"
    })
    void anAddressIsRead(String term, String client) throws Exception {
        Mechanism mechanism =
                SpfRecord.parse("v=spf1 " + term).directives().get(0).mechanism();

        assertThat(((Mechanism.Within) mechanism).network().contains(InetAddress.getByName(client)))
                .isTrue();
    }

    /** A resolver of the system would be waited for, on the thread on which name servers answer. */
    @ParameterizedTest
    @ValueSource(strings = {"256.0.2.1", "300.1.2.3", "1.2.3.260", "1.2.3.999", "1.999.2.3", "1.2.3"})
    void whatWouldBeANameIsNotTakenForAnAddress(String text) {
        assertThat(text).doesNotMatch(SpfRecord.IPV4);
    }

    private static void assertRefused(String record, String reason) {
        assertThatExceptionOfType(SpfException.class)
                .isThrownBy(() -> SpfRecord.parse(record))
                .satisfies(refused ->
                        assertThat(refused.result()).isEqualTo(new SpfResult(SpfResult.Verdict.PERMERROR, reason)));
    }
}
