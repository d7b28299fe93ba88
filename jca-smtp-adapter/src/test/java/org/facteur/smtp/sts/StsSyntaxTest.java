package org.facteur.smtp.sts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.queue.StsPolicy.Mode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StsSyntaxTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final String GOOD = "version: STSv1\r\nmode: enforce\r\nmx: mail.example.com\r\nmax_age: 604800\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=STSv1; id=20160831085700Z;",
                "v=STSv1;id=20160831085700Z",
                "v=STSv1 ; id=20160831085700Z ; other=value",
                "v=STSv1; other=value; id=20160831085700Z; id=2",
            })
    void aRecordAnnouncesAnId(String record) {
        assertThat(StsSyntax.id(List.of("v=spf1 -all", record))).contains("20160831085700Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v=STSv1",
                "v=STSv1;",
                "v=STSv2; id=1;",
                " v=STSv1; id=1;",
                "id=1; v=STSv1;",
                "v=STSv1; id=;",
                "v=STSv1; id=2016-08-31;",
                "v=STSv1; id=123456789012345678901234567890123;",
                "v=STSv1; id=1; nonsense",
            })
    void whatIsNoRecordAnnouncesNothing(String record) {
        assertThat(StsSyntax.id(List.of(record))).isEmpty();
    }

    @Test
    void twoRecordsAnnounceNothing() {
        assertThat(StsSyntax.id(List.of("v=STSv1; id=1;", "v=STSv1; id=2;"))).isEmpty();
        assertThat(StsSyntax.id(List.of())).isEmpty();
    }

    @Test
    void aPolicyIsRead() {
        assertThat(StsSyntax.policy(
                        "version: STSv1\nmode: testing\nmx: Mail.example.com\nmx:*.example.net  \nmode: none\n"
                                + "max_age:1\nextra_field: whatever: it is\n\n",
                        "7",
                        NOW))
                .contains(new StsPolicy(
                        "7", Mode.TESTING, List.of("mail.example.com", "*.example.net"), Duration.ofSeconds(1), NOW));
        assertThat(StsSyntax.policy("version: STSv1\nmode: none\nmax_age: 9999999999", "7", NOW))
                .contains(new StsPolicy("7", Mode.NONE, List.of(), Duration.ofSeconds(31_557_600), NOW));
        assertThat(StsSyntax.policy(GOOD, "7", NOW)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({
        "STSv1, STSv2",
        "enforce, Enforce",
        "enforce, strict",
        "mx: mail.example.com, ''",
        "mail.example.com, mail.*.example.com",
        "mail.example.com, *",
        "mail.example.com, 'mail.example.com, mx.example.com'",
        "mail.example.com, -mail.example.com",
        "604800, -1",
        "604800, soon",
        "604800, 99999999999",
        "max_age:, ''",
        "mode:, no field",
        "version, <html> version"
    })
    void whatIsNotAsItShouldBeIsNoPolicy(String right, String wrong) {
        assertThat(GOOD).contains(right);
        assertThat(StsSyntax.policy(GOOD.replace(right, wrong), "7", NOW)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "mail.example.com, true",
        "MAIL.example.com, true",
        "a.example.net, true",
        "example.net, false",
        "a.b.example.net, false",
        "mail.example.com.evil.test, false",
        "com, false"
    })
    void aHostIsNamedByItselfOrByOneLabel(String host, boolean isNamed) {
        StsPolicy policy =
                new StsPolicy("7", Mode.ENFORCE, List.of("mail.example.com", "*.example.net"), Duration.ZERO, NOW);

        assertThat(policy.allows(host)).isEqualTo(isNamed);
    }

    @Property(tries = 500, seed = "8461")
    void anythingIsReadInTime(
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 300) String noise, @ForAll int place) {
        int at = Math.floorMod(place, GOOD.length());
        StsSyntax.policy(GOOD.substring(0, at) + noise + GOOD.substring(at), "7", NOW)
                .ifPresent(policy ->
                        assertThat(policy.hosts()).allMatch(host -> host.matches("(\\*\\.)?[a-z0-9.-]{1,253}")));
        StsSyntax.id(List.of("v=STSv1;" + noise)).ifPresent(id -> assertThat(id).matches("[A-Za-z0-9]{1,32}"));
        StsSyntax.policy(noise.repeat(200), "7", NOW);
    }
}
