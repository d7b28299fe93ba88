package org.facteur.smtp.dmarc;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.facteur.smtp.dkim.HeaderField;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xbill.DNS.Rcode;

/** Who stands behind a message, against a name server. */
@Timeout(60)
class DmarcTest {

    private final TestNameServer names = TestNameServer.start();

    @AfterEach
    void close() {
        names.close();
    }

    private void publish(String domain, String record) {
        names.with("_dmarc." + domain + ". 60 IN TXT \"" + record.replace(";", "\\;") + "\"");
    }

    private static HeaderField field(String name, String value) {
        return new HeaderField(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private String said(String from, String signer, String sender, Duration patience) throws Exception {
        List<String> signers = signer == null ? List.of() : List.of(signer);
        Optional<String> spf = Optional.ofNullable(sender);
        List<String> others = Stream.concat(signers.stream(), spf.stream()).toList();
        DmarcResult result = new Dmarc(new CachingDns(DnsSettings.of(names.setting())), patience)
                .ask(List.of(field("Subject", " Hello"), field("From", from)), others)
                .get(30, TimeUnit.SECONDS)
                .result(new Witnesses(Set.copyOf(signers), spf), Witnesses.none());
        return (result.verdict().word() + " " + result.comment() + " "
                        + result.author().orElse(""))
                .strip();
    }

    private String said(String from, String signer, String sender) throws Exception {
        return said(from, signer, sender, Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a@example.org           | example.org      |                  | pass p=reject example.org
        a@example.org           |                  | example.org      | pass p=reject example.org
        a@example.org           |                  |                  | fail p=reject example.org
        a@example.org           | example.com      | example.net      | fail p=reject example.org
        a@example.org           | mail.example.org |                  | pass p=reject example.org
        a@news.example.org      | example.org      |                  | pass p=quarantine news.example.org
        a@news.example.org      |                  | mail.example.org | pass p=quarantine news.example.org
        a@strict.test           | mail.strict.test |                  | fail p=none strict.test
        a@strict.test           |                  | mail.strict.test | fail p=none strict.test
        a@strict.test           | strict.test      |                  | pass p=none strict.test
        a@nothing.test          | nothing.test     |                  | none  nothing.test
        a@one.suffix.test       | two.suffix.test  |                  | fail p=reject one.suffix.test
        a@b.one.suffix.test     | c.one.suffix.test |                 | pass p=reject b.one.suffix.test
        a@own.example.org       | example.org      |                  | fail p=none own.example.org
        a@own.example.org       | x.own.example.org |                 | pass p=none own.example.org
        a@a.b.c.d.e.f.g.h.i.example.org | example.org |               | pass p=quarantine a.b.c.d.e.f.g.h.i.example.org
        """)
    void aDomainStandsBehindWhatItsOrganizationProves(String from, String signer, String sender, String said)
            throws Exception {
        publish("example.org", "v=DMARC1; p=reject; sp=quarantine; rua=mailto:r@example.org");
        publish("strict.test", "v=DMARC1; p=none; adkim=s; aspf=s");
        publish("suffix.test", "v=DMARC1; p=reject; psd=y");
        publish("own.example.org", "v=DMARC1; p=none; psd=n");

        assertThat(said(from, signer, sender)).isEqualTo(said);
        assertThat(names.questions().stream().filter(question -> question.startsWith("TXT _dmarc.")))
                .hasSizeLessThanOrEqualTo(16);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        Alice <a@Example.ORG>                              | none  example.org
        "b@example.com" <a@example.org>                    | none  example.org
        (b@example.com) a@example.org (x \\) <c@d.example>) | none  example.org
        a@example.org, "Bob, B" <b@example.org>            | none  example.org
        Team: a@example.org, b@example.org;                | none  example.org
        "a@b@c" @example.org                               | none  example.org
        Ä <ä@bücher.example>                               | none  xn--bcher-kva.example
        a@example.org, b@example.com                       | permerror not one author domain
        Alice                                              | permerror not one author domain
        <>                                                 | permerror not one author domain
        a@[192.0.2.1]                                      | permerror not one author domain
        a@b..c                                             | permerror not one author domain
        Team: Bob <b@example.org>, (x) a@example.org (y);  | none  example.org
        <a@example.org> (comment)                          | none  example.org
        <ceo@bank.example> <x@example.org>                 | permerror not one author domain
        ceo@bank.example <x@example.org>                   | permerror not one author domain
        ceo@bank.example x@example.org                     | permerror not one author domain
        ceo@bank.example: x@example.org                    | permerror not one author domain
        <ceo@bank.example>: x@example.org                  | permerror not one author domain
        <@bank.example:x@example.org>                      | permerror not one author domain
        <x@example.org> ceo@bank.example                   | permerror not one author domain
        <x@example.org> ceo                                | permerror not one author domain
        ceo@bank.example> <x@example.org                   | permerror not one author domain
        \\<ceo@bank.example\\> <x@example.org>               | permerror not one author domain
        x@example.org, "ceo@bank.example                   | permerror not one author domain
        x@example.org, (ceo@bank.example                   | permerror not one author domain
        """)
    void anAuthorHasOneDomain(String from, String said) throws Exception {
        assertThat(said(from, null, null)).isEqualTo(said);
    }

    @Test
    void oneRecordCountsOrNone() throws Exception {
        publish("example.org", "v=DMARC1; p=reject");
        publish("example.org", "something else");
        assertThat(said("a@example.org", null, null)).isEqualTo("fail p=reject example.org");
        publish("example.org", "v=DMARC1; p=none");
        assertThat(said("a@example.org", null, null)).isEqualTo("none  example.org");
        publish("example.net", "p=reject; v=DMARC1");
        publish("example.net", "v=DMARC2; p=reject");
        assertThat(said("a@example.net", null, null)).isEqualTo("none  example.net");
        publish("example.com", "v=DMARC1; p=whatever");
        assertThat(said("a@example.com", null, null)).isEqualTo("fail p=none example.com");
    }

    @Test
    void whereNameServersFailTheAnswerIsThatOneCameLater() throws Exception {
        names.failing("_dmarc.example.org", Rcode.SERVFAIL).silent("_dmarc.example.net");

        assertThat(said("a@example.org", "example.org", null))
                .isEqualTo("temperror no answer of the name servers example.org");
        assertThat(said("a@example.net", "example.net", null, Duration.ofMillis(50)))
                .isEqualTo("temperror no answer of the name servers example.net");
    }

    @Test
    void aSignerOfWhomNothingIsKnownChangesNothing() throws Exception {
        publish("victim.suffix.test", "v=DMARC1; p=reject");
        names.failing("_dmarc.mallory.suffix.test", Rcode.SERVFAIL);

        assertThat(said("a@victim.suffix.test", "mallory.suffix.test", null))
                .isEqualTo("fail p=reject victim.suffix.test");
    }
}
