package org.facteur.wire.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.core.ThrowingRunnable;
import org.facteur.wire.dns.DnsAnswer.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

/** What is asked of a real name server. */
class CachingDnsTest {

    private final TestNameServer server = TestNameServer.start();
    private final AtomicLong clock = new AtomicLong();
    private final Dns dns = dns(List.of(server.address()), 200, 1 << 20);

    private Dns dns(List<InetSocketAddress> servers, int questions, long octets) {
        return new CachingDns(new DnsSettings(servers, Duration.ofMillis(300), questions, octets), clock::get);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    /** Who waits for an answer has it a little earlier than the cache, which only then begins to count. */
    private void afterEach(Duration time, ThrowingRunnable assertion) {
        await().untilAsserted(() -> {
            clock.addAndGet(time.toNanos());
            assertion.run();
        });
    }

    @Test
    void everyKindOfRecordIsRead() throws Exception {
        server.with(
                "example.org. 60 IN MX 20 b.example.org.",
                "example.org. 60 IN MX 10 a.example.org.",
                "example.org. 60 IN TXT \"v=spf1 \" \"-all\"",
                "a.example.org. 60 IN A 192.0.2.1",
                "a.example.org. 60 IN AAAA 2001:db8::1",
                "_25._tcp.a.example.org. 60 IN TLSA 3 1 1 abcd",
                "1.2.0.192.in-addr.arpa. 60 IN PTR a.example.org.");

        assertThat(get(dns.mailExchangers("EXAMPLE.org")).records())
                .containsExactlyInAnyOrder(
                        new MailExchanger(20, "b.example.org"), new MailExchanger(10, "a.example.org"));
        assertThat(get(dns.texts("example.org.")).records()).containsExactly("v=spf1 -all");
        assertThat(get(dns.addresses("a.example.org")).records())
                .containsExactly(InetAddress.getByName("2001:db8::1"), InetAddress.getByName("192.0.2.1"));
        assertThat(get(dns.tlsa("_25._tcp.a.example.org")).records())
                .containsExactly(new TlsaRecord(3, 1, 1, new byte[] {(byte) 0xab, (byte) 0xcd}));
        assertThat(get(dns.names(InetAddress.getByName("192.0.2.1"))).records()).containsExactly("a.example.org");
    }

    @Test
    void anEmptyHostSaysThatADomainTakesNoMail() throws Exception {
        server.with("example.org. 60 IN MX 0 .");

        assertThat(get(dns.mailExchangers("example.org")).records()).containsExactly(new MailExchanger(0, ""));
    }

    @Test
    void aliasesAreFollowed() throws Exception {
        server.with(
                "www.example.org. 60 IN CNAME web.example.org.",
                "web.example.org. 60 IN CNAME host.example.net.",
                "host.example.net. 60 IN A 192.0.2.7",
                "lost.example.org. 60 IN CNAME nowhere.example.net.");

        assertThat(get(dns.ipv4("www.example.org")).records())
                .containsExactly((Inet4Address) InetAddress.getByName("192.0.2.7"));
        assertThat(get(dns.addresses("www.example.org")).name()).isEqualTo("host.example.net");
        assertThat(get(dns.ipv4("lost.example.org")).status()).isEqualTo(Status.NO_NAME);
    }

    @Test
    void whatIsNotThereIsAnAnswer() throws Exception {
        server.with("example.org. 60 IN A 192.0.2.1");

        assertThat(get(dns.mailExchangers("example.org")).status()).isEqualTo(Status.NO_RECORDS);
        assertThat(get(dns.mailExchangers("nowhere.example")).status()).isEqualTo(Status.NO_NAME);
        assertThat(get(dns.addresses("nowhere.example")).status()).isEqualTo(Status.NO_NAME);
        assertThat(get(dns.addresses("example.org")).isFound()).isTrue();
        assertThat(get(dns.ipv4("a..b")).status()).as("no name at all").isEqualTo(Status.NO_NAME);
        assertThat(get(dns.ipv4("x".repeat(64) + ".example")).status()).isEqualTo(Status.NO_NAME);
    }

    @Test
    void namesInUnicodeAreAskedForInAscii() throws Exception {
        server.with("xn--bcher-kva.example. 60 IN A 192.0.2.1");

        assertThat(get(dns.ipv4("bücher.example")).isFound()).isTrue();
    }

    @Test
    void whatDoesNotFitIntoADatagramComesByTcp() throws Exception {
        for (int i = 0; i < 200; i++) {
            server.with("large.example. 60 IN TXT \"" + "x".repeat(100) + i + "\"");
        }

        assertThat(get(dns.texts("large.example")).records()).hasSize(200);
        assertThat(server.questions()).containsExactly("TXT large.example UDP", "TXT large.example TCP");
    }

    @Test
    void anAnswerIsRememberedAsLongAsItSays() throws Exception {
        server.with("example.org. 60 IN A 192.0.2.1");

        get(dns.ipv4("example.org"));
        get(dns.ipv4("Example.ORG"));
        assertThat(server.questions()).hasSize(1);

        server.without("example.org").with("example.org. 60 IN A 192.0.2.2");
        afterEach(
                Duration.ofSeconds(61),
                () -> assertThat(get(dns.ipv4("example.org")).records())
                        .containsExactly((Inet4Address) InetAddress.getByName("192.0.2.2")));
    }

    @Test
    void thatNothingIsThereIsRememberedToo() throws Exception {
        get(dns.ipv4("nowhere.example"));
        get(dns.ipv4("nowhere.example"));
        assertThat(server.questions()).hasSize(1);

        server.with("nowhere.example. 60 IN A 192.0.2.1");
        afterEach(
                Duration.ofSeconds(6),
                () -> assertThat(get(dns.ipv4("nowhere.example")).isFound()).isTrue());
    }

    @Test
    void whatFailsIsSaidAndNotRemembered() throws Exception {
        server.with("example.org. 60 IN A 192.0.2.1").failing("example.org", Rcode.SERVFAIL);

        assertThatThrownBy(() -> get(dns.ipv4("example.org")))
                .hasRootCauseInstanceOf(DnsException.class)
                .hasRootCauseMessage("No name server answers the question for A of example.org: SERVFAIL");
        server.recovered("example.org");
        assertThat(get(dns.ipv4("example.org")).isFound()).isTrue();
    }

    @Test
    void theFamiliesComeInTurns() throws Exception {
        for (int i = 1; i <= 5; i++) {
            server.with("example.org. 60 IN AAAA 2001:db8::" + i);
        }
        server.with("example.org. 60 IN A 192.0.2.1", "example.org. 60 IN A 192.0.2.2");

        assertThat(get(dns.addresses("example.org")).records())
                .extracting(address -> address.getAddress().length)
                .containsExactly(16, 4, 16, 4, 16, 16, 16);
    }

    @Test
    void oneFamilyIsEnough() throws Exception {
        server.with("example.org. 60 IN A 192.0.2.1", "example.net. 60 IN TXT x")
                .failing("example.net", Rcode.REFUSED);

        assertThat(get(dns.addresses("example.org")).records()).hasSize(1);
        assertThatThrownBy(() -> get(dns.addresses("example.net"))).hasRootCauseInstanceOf(DnsException.class);
    }

    @Test
    void theNextServerIsAskedWhenOneIsSilent() throws Exception {
        try (TestNameServer other = TestNameServer.start()) {
            server.silent("example.org");
            other.with("example.org. 60 IN A 192.0.2.1");
            Dns two = dns(List.of(server.address(), other.address()), 200, 1 << 20);

            assertThat(get(two.ipv4("example.org")).isFound()).isTrue();
        }
    }

    @Test
    void whoIsSilentForEverIsGivenUp() {
        server.silent("example.org");

        assertThatThrownBy(() -> get(dns.ipv4("example.org"))).hasRootCauseInstanceOf(DnsException.class);
        assertThat(server.questions()).hasSize(2);
    }

    @Test
    void whatIsAskedAtOnceIsAskedOnce() throws Exception {
        server.silent("example.org");
        CompletionStage<?> first = dns.ipv4("example.org").exceptionally(failure -> null);
        CompletionStage<?> second = dns.ipv4("example.org").exceptionally(failure -> null);

        get(CompletableFuture.allOf(first.toCompletableFuture(), second.toCompletableFuture()));
        assertThat(server.questions()).as("tried twice, for both").hasSize(2);
    }

    @Test
    void moreQuestionsThanAllowedWaitForTheirTurn() throws Exception {
        Dns narrow = dns(List.of(server.address()), 3, 1 << 20);
        List<CompletionStage<?>> asked = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            server.with("host" + i + ".example. 60 IN A 192.0.2.1");
            asked.add(narrow.ipv4("host" + i + ".example"));
        }

        for (CompletionStage<?> stage : asked) {
            assertThat(((DnsAnswer<?>) get(stage)).isFound()).isTrue();
        }
    }

    @Test
    void whatIsRememberedIsBounded() throws Exception {
        Dns small = dns(List.of(server.address()), 200, 2_000);
        for (int i = 0; i < 200; i++) {
            get(small.ipv4("host" + i % 100 + ".example"));
        }

        assertThat(server.questions()).hasSizeGreaterThan(180);
    }

    @Test
    void theServerSaysWhatIsProved() throws Exception {
        server.with("example.org. 60 IN A 192.0.2.1", "example.net. 60 IN A 192.0.2.1")
                .validated("example.org");

        assertThat(get(dns.ipv4("example.org")).validated()).isTrue();
        assertThat(get(dns.ipv4("example.net")).validated()).isFalse();
    }

    @Test
    void serversAreNamedWithTheirPorts() {
        assertThat(DnsSettings.of("127.0.0.1:5353, [::1]:53,192.0.2.1,::1").servers())
                .containsExactly(
                        new InetSocketAddress("127.0.0.1", 5353),
                        new InetSocketAddress("::1", 53),
                        new InetSocketAddress("192.0.2.1", 53),
                        new InetSocketAddress("::1", 53));
        assertThatThrownBy(() -> DnsSettings.of("127.0.0.1:port")).hasMessageContaining("'127.0.0.1:port'");
    }
}
