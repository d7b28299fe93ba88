package org.facteur.mailstore.tlsreport;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where domains want their reports. */
class ReportTargetsTest {

    private static List<String> targets(String... records) {
        return ReportTargets.of(Arrays.asList(records), 443)
                .map(targets -> {
                    List<String> all = new ArrayList<>(targets.addresses());
                    targets.uris().stream().map(URI::toString).forEach(all::add);
                    return all;
                })
                .orElse(List.of());
    }

    @Test
    void aRecordNamesAddressesAndPlacesToPostTo() {
        assertThat(targets("v=TLSRPTv1; rua=mailto:tls@example.org,https://reports.example.org/tls ,"
                        + " mailto:b@x.example?x=y;"))
                .containsExactly("tls@example.org", "b@x.example", "https://reports.example.org/tls");
        assertThat(targets("something else", "v=TLSRPTv1;rua=mailto:a%2Cb+c@example.org; later=1"))
                .containsExactly("a,b+c@example.org");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=TLSRPTv1",
                "v=TLSRPTv1;",
                "v=TLSRPTv1; ruf=mailto:a@example.org",
                "v=TLSRPTv2; rua=mailto:a@example.org",
                "v=TLSRPTv1; rua=mailto:a",
                "v=TLSRPTv1; rua=mailto:a@b@example.org",
                "v=TLSRPTv1; rua=mailto:a%0d%0aX:@example.org",
                "v=TLSRPTv1; rua=mailto:%zz@example.org",
                "v=TLSRPTv1; rua=http://example.org/",
                "v=TLSRPTv1; rua=https://example.org:22/",
                "v=TLSRPTv1; rua=https://me:secret@example.org/",
                "v=TLSRPTv1; rua=https:///nowhere",
            })
    void whatIsNoneIsNone(String record) {
        assertThat(targets(record)).isEmpty();
    }

    @Test
    void twoRecordsAreNone() {
        assertThat(targets("v=TLSRPTv1; rua=mailto:a@example.org", "v=TLSRPTv1; rua=mailto:b@example.org"))
                .isEmpty();
    }

    @Test
    void aRecordThatIsTooLongIsNone() {
        String address = "rua=mailto:a@example.org";
        String longest = "v=TLSRPTv1; x=" + "y".repeat(ReportTargets.LONGEST - 15 - address.length()) + ";" + address;

        assertThat(targets(longest)).containsExactly("a@example.org");
        assertThat(targets(longest + ";")).isEmpty();
        assertThat(targets("v=TLSRPTv1; rua=mailto:a@example.org" + " ,x".repeat(20_000)))
                .isEmpty();
    }

    @Test
    void ofTooManyPlacesTheFirstCount() {
        String many = "mailto:a@example.org,".repeat(50);
        assertThat(targets("v=TLSRPTv1; rua=" + many + "mailto:b@example.org")).hasSize(5);
    }
}
