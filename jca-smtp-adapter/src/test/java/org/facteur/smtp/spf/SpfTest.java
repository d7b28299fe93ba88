package org.facteur.smtp.spf;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.Rcode;

/** What records say of clients, against a name server. */
@Timeout(60)
class SpfTest {

    private final TestNameServer names = TestNameServer.start();

    @AfterEach
    void close() {
        names.close();
    }

    private void publish(String domain, String record) {
        names.with(domain + ". 60 IN TXT \"" + record.replace("\\", "\\\\") + "\"");
    }

    private String ask(String client, String sender) {
        return ask(client, sender, Duration.ofSeconds(30));
    }

    private String ask(String client, String sender, Duration patience) {
        CachingDns dns = new CachingDns(DnsSettings.of(names.setting()));
        try {
            SpfQuestion question = SpfQuestion.of(InetAddress.getByName(client), sender, "mail.example.org");
            SpfResult result = new Spf(dns, patience).ask(question).get(30, TimeUnit.SECONDS);
            return (result.verdict().word() + " " + result.reason()).strip();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(client, e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        v=spf1 -all                           | 192.0.2.1    | fail
        v=spf1 ~all                           | 192.0.2.1    | softfail
        v=spf1 ?all                           | 192.0.2.1    | neutral
        V=SPF1 +ALL                           | 192.0.2.1    | pass
        v=spf1                                | 192.0.2.1    | neutral
        v=spf1 ip4:192.0.2.1 -all             | 192.0.2.1    | pass
        v=spf1 ip4:192.0.2.1 -all             | 192.0.2.2    | fail
        v=spf1 ip4:192.0.2.77/24 -all         | 192.0.2.2    | pass
        v=spf1 ip4:0.0.0.0/0 -all             | 192.0.2.2    | pass
        v=spf1 ip4:0.0.0.0/0 -all             | 2001:db8::1  | fail
        v=spf1 ip6:2001:DB8::/32 -all         | 2001:db8::1  | pass
        v=spf1 ip6:::1 -all                   | ::1          | pass
        v=spf1 ip6:::ffff:192.0.2.1 -all      | 192.0.2.1    | fail
        v=spf1 -ip4:192.0.2.1 +all            | 192.0.2.1    | fail
        v=spf1 a -all                         | 192.0.2.10   | pass
        v=spf1 a -all                         | 192.0.2.11   | fail
        v=spf1 a/24 -all                      | 192.0.2.11   | pass
        v=spf1 a//64 -all                     | 2001:db8::99 | pass
        v=spf1 a/32//128 -all                 | 2001:db8::99 | fail
        v=spf1 a:mail.example.org -all        | 192.0.2.20   | pass
        v=spf1 mx -all                        | 192.0.2.20   | pass
        v=spf1 mx -all                        | 2001:db8::20 | pass
        v=spf1 mx:example.org/30 -all         | 192.0.2.22   | pass
        v=spf1 mx:nowhere.example.org -all    | 192.0.2.20   | fail
        v=spf1 ptr -all                       | 192.0.2.20   | pass
        v=spf1 ptr:example.com -all           | 192.0.2.20   | fail
        v=spf1 ptr -all                       | 192.0.2.21   | fail
        v=spf1 exists:%{ir}.%{v}.%{d} -all    | 192.0.2.30   | pass
        v=spf1 exists:%{ir}.%{v}.%{d} -all    | 192.0.2.31   | fail
        v=spf1 exists:%{l1r-}.%{o2}.who -all  | 192.0.2.31   | pass
        v=spf1 exists:%{p}.%{h} -all          | 192.0.2.20   | pass
        v=spf1 exists:%{p}.%{h} -all          | 192.0.2.21   | fail
        v=spf1 include:open.example.net -all  | 192.0.2.1    | pass
        v=spf1 include:shut.example.net ~all  | 192.0.2.1    | softfail
        v=spf1 redirect=open.example.net      | 192.0.2.1    | pass
        v=spf1 ?all redirect=open.example.net | 192.0.2.1    | neutral
        v=spf1 redirect=open.example.net a    | 192.0.2.10   | pass
        v=spf1 exp=why.%{d} unknown=%{t} -all | 192.0.2.1    | fail
        v=spf1   -all                         | 192.0.2.1    | fail
        """)
    void recordsSayWhoMaySend(String record, String client, String said) {
        publish("example.org", record);
        publish("open.example.net", "v=spf1 +all");
        publish("shut.example.net", "v=spf1 -all");
        names.with(
                "example.org. 60 IN A 192.0.2.10",
                "example.org. 60 IN AAAA 2001:db8::10",
                "example.org. 60 IN MX 20 mail.example.org.",
                "example.org. 60 IN MX 10 .",
                "mail.example.org. 60 IN A 192.0.2.20",
                "mail.example.org. 60 IN AAAA 2001:db8::20",
                "20.2.0.192.in-addr.arpa. 60 IN PTR mail.example.org.",
                "21.2.0.192.in-addr.arpa. 60 IN PTR mail.example.org.",
                "30.2.0.192.in-addr.example.org. 60 IN A 127.0.0.2",
                "mail.example.org.mail.example.org. 60 IN A 127.0.0.2",
                "sender.example.org.who. 60 IN A 127.0.0.2");

        assertThat(ask(client, "sender-tag@example.org")).isEqualTo(said);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "v=spf1 al",
                "v=spf1 all:x",
                "v=spf1 all/8",
                "v=spf1 -all malformed:",
                "v=spf1 ip4",
                "v=spf1 ip4:",
                "v=spf1 ip4:192.0.2",
                "v=spf1 ip4:192.0.2.256",
                "v=spf1 ip4:192.0.2.1/33",
                "v=spf1 ip4:192.0.2.1/",
                "v=spf1 ip4:192.0.2.1/08",
                "v=spf1 ip4:192.0.2.1/-1",
                "v=spf1 ip4:www.example.org",
                "v=spf1 ip6:192.0.2.1",
                "v=spf1 ip6:2001:db8::/129",
                "v=spf1 ip6:2001::db8::1",
                "v=spf1 a:",
                "v=spf1 a:example.org:8080",
                "v=spf1 a:1.2.3.4",
                "v=spf1 a/33",
                "v=spf1 a//129",
                "v=spf1 a/24/64",
                "v=spf1 a:/24",
                "v=spf1 mx:localhost",
                "v=spf1 include",
                "v=spf1 exists:",
                "v=spf1 exists:%{x}.example.org",
                "v=spf1 exists:%{d0}.example.org",
                "v=spf1 exists:%{c}.example.org",
                "v=spf1 exists:%{d.example.org",
                "v=spf1 exists:%d.example.org",
                "v=spf1 exists:%",
                "v=spf1 exists:a\tb.example.org",
                "v=spf1 redirect=",
                "v=spf1 redirect=a.example.org redirect=b.example.org",
                "v=spf1 exp=a.example.org exp=b.example.org",
                "v=spf1 a=%{u}",
                "v=spf1 -",
                "v=spf1 !all",
                "v=spf1 ip4:192.0.2.1 redirect:example.com"
            })
    void aRecordWithAMistakeSaysNothing(String record) {
        publish("example.org", record);

        assertThat(ask("192.0.2.1", "a@example.org")).startsWith("permerror ");
    }

    @Test
    void aRecordIsOneTextOfSeveral() {
        names.with(
                "example.org. 60 IN TXT \"v=spf10 -all\"",
                "example.org. 60 IN TXT \"some other text\"",
                "example.org. 60 IN TXT \"v=spf1 ip4:192.0.2.1\" \" -all\"");
        assertThat(ask("192.0.2.2", "a@example.org")).isEqualTo("fail");

        publish("example.org", "v=spf1 +all");
        assertThat(ask("192.0.2.2", "a@example.org")).isEqualTo("permerror several records");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a@nowhere.example",
                "a@",
                "a@localhost",
                "a@[192.0.2.1]",
                "a@b..example",
                "a@\u00fc\u0000.example"
            })
    void whoSaysNothingSaysNothing(String sender) {
        assertThat(ask("192.0.2.1", sender)).isEqualTo("none");
    }

    @Test
    void forAnEmptySenderTheNameOfTheClientIsAsked() {
        publish("mail.example.org", "v=spf1 exists:%{l}.%{o} -all");
        names.with("postmaster.mail.example.org. 60 IN A 127.0.0.2");

        assertThat(ask("192.0.2.1", "")).isEqualTo("pass");
    }

    @Test
    void aDomainInUnicodeIsAskedByItsLabels() {
        publish("xn--bcher-kva.example", "v=spf1 -all");

        assertThat(ask("192.0.2.1", "a@b\u00fccher.example")).isEqualTo("fail");
    }

    @Test
    void anIncludedDomainMustHaveARecord() {
        publish("example.org", "v=spf1 include:nowhere.example -all");
        publish("example.net", "v=spf1 redirect=nowhere.example");

        assertThat(ask("192.0.2.1", "a@example.org")).isEqualTo("permerror included domain without record");
        assertThat(ask("192.0.2.1", "a@example.net")).isEqualTo("permerror redirect to no record");
    }

    @Test
    void tenTermsAskAndNoMore() {
        for (int i = 0; i < 12; i++) {
            publish("d" + i + ".example.org", "v=spf1 include:d" + (i + 1) + ".example.org -all");
        }
        publish("d12.example.org", "v=spf1 +all");

        assertThat(ask("192.0.2.1", "a@d2.example.org")).isEqualTo("pass");
        assertThat(ask("192.0.2.1", "a@d1.example.org")).isEqualTo("permerror too many lookups");
        publish("loop.example.org", "v=spf1 redirect=loop.example.org");
        assertThat(ask("192.0.2.1", "a@loop.example.org")).isEqualTo("permerror too many lookups");
        assertThat(names.questions().size()).isLessThan(40);
    }

    @Test
    void twoTermsAskInVain() {
        publish("example.org", "v=spf1 a:one.example.org a:two.example.org -all");
        publish("example.net", "v=spf1 a:one.example.org mx:two.example.org exists:three.example.org -all");

        assertThat(ask("192.0.2.1", "a@example.org")).isEqualTo("fail");
        assertThat(ask("192.0.2.1", "a@example.net")).isEqualTo("permerror too many void lookups");
    }

    @Test
    void aDomainWithTooManyHostsIsNotAskedForAll() {
        publish("example.org", "v=spf1 mx -all");
        names.with(IntStream.range(0, 11)
                .mapToObj(i -> "example.org. 60 IN MX 10 m" + i + ".example.org.")
                .toArray(String[]::new));

        assertThat(ask("192.0.2.1", "a@example.org")).isEqualTo("permerror too many mail exchangers");
    }

    @Test
    void whereNameServersFailTheAnswerIsThatOneCameLater() {
        names.failing("example.org", Rcode.SERVFAIL);
        publish("example.net", "v=spf1 a:broken.example.net +all");
        publish("example.com", "v=spf1 include:example.net -all");
        publish("example.edu", "v=spf1 ptr +all");
        names.failing("broken.example.net", Rcode.SERVFAIL).failing("1.2.0.192.in-addr.arpa", Rcode.SERVFAIL);

        assertThat(ask("192.0.2.1", "a@example.org")).isEqualTo("temperror no answer of the name servers");
        assertThat(ask("192.0.2.1", "a@example.net")).isEqualTo("temperror no answer of the name servers");
        assertThat(ask("192.0.2.1", "a@example.com")).isEqualTo("temperror no answer of the name servers");
        assertThat(ask("192.0.2.1", "a@example.edu")).isEqualTo("pass");
    }

    @Test
    void nobodyWaitsLong() {
        names.silent("example.org");

        assertThat(ask("192.0.2.1", "a@example.org", Duration.ofMillis(50))).isEqualTo("temperror no answer in time");
    }

    /** RFC 7208 section 7.4. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        %{s}                                    | strong-bad@email.example.com
        %{o}                                    | email.example.com
        %{d}                                    | email.example.com
        %{d4}                                   | email.example.com
        %{d3}                                   | email.example.com
        %{d2}                                   | example.com
        %{d1}                                   | com
        %{dr}                                   | com.example.email
        %{d2r}                                  | example.email
        %{l}                                    | strong-bad
        %{l-}                                   | strong.bad
        %{lr}                                   | strong-bad
        %{lr-}                                  | bad.strong
        %{l1r-}                                 | strong
        %{ir}.%{v}._spf.%{d2}                   | 3.2.0.192.in-addr._spf.example.com
        %{lr-}.lp._spf.%{d2}                    | bad.strong.lp._spf.example.com
        %{lr-}.lp.%{ir}.%{v}._spf.%{d2}         | bad.strong.lp.3.2.0.192.in-addr._spf.example.com
        %{ir}.%{v}.%{l1r-}.lp._spf.%{d2}        | 3.2.0.192.in-addr.strong.lp._spf.example.com
        %{d2}.trusted-domains.example.net       | example.com.trusted-domains.example.net
        a%%b%_c%-d.example                      | a%b c%20d.example
        %{S}.example                            | strong-bad%40email.example.com.example
        """)
    void theExamplesOfMacrosAreExpanded(String text, String expanded) throws Exception {
        assertThat(MacroString.domain(text).expand(letter -> switch (letter) {
                    case 's' -> "strong-bad@email.example.com";
                    case 'l' -> "strong-bad";
                    case 'o', 'd' -> "email.example.com";
                    case 'i' -> "192.0.2.3";
                    case 'v' -> "in-addr";
                    default -> throw new IllegalArgumentException(Character.toString(letter));
                }))
                .isEqualTo(expanded);
    }

    @Test
    void anAddressOfIpv6IsWrittenInNibbles() {
        publish("example.org", "v=spf1 exists:%{ir}.%{v}.example.org -all");
        String nibbles = "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2";
        names.with(nibbles + ".ip6.example.org. 60 IN A 127.0.0.2");

        assertThat(ask("2001:db8::1", "a@example.org")).isEqualTo("pass");
        assertThat(ask("2001:db8::2", "a@example.org")).isEqualTo("fail");
    }

    @Test
    void aNameThatIsTooLongLosesItsFirstLabels() {
        publish("example.org", "v=spf1 exists:%{l}.%{l}.%{l}.%{l}.%{l}.example.org -all");
        String label = "x".repeat(60);
        String labels = IntStream.range(0, 4).mapToObj(i -> label).collect(Collectors.joining("."));

        assertThat(ask("192.0.2.1", label + "@example.org")).isEqualTo("fail");
        assertThat(names.questions())
                .anyMatch(question -> question.startsWith("A " + label + "." + label))
                .noneMatch(question -> question.startsWith("A " + labels));
    }
}
