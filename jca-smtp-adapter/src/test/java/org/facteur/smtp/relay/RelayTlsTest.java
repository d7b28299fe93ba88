package org.facteur.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.facteur.api.queue.ConnectionTls;
import org.facteur.api.queue.ConnectionTls.Verification;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.Outcome.Deferred;
import org.facteur.api.queue.Outcome.Delivered;
import org.facteur.api.queue.Outcome.Failed;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.queue.StsPolicy.Mode;
import org.facteur.api.queue.TlsLevel;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.tlsreport.AppliedPolicy;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.api.tlsreport.TlsFailure;
import org.facteur.api.tlsreport.TlsOutcome;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.facteur.wire.tls.TestAuthority;
import org.facteur.wire.tls.TestAuthority.Issued;
import org.facteur.wire.tls.TlsIdentityException;
import org.facteur.wire.tls.TrustedAuthorities;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;

/** Mail on its way to servers whose certificates are right, and that are not. */
class RelayTlsTest {

    private static final String TEXT = "Subject: test\r\n\r\ntext\r\n";
    private static final Duration SHORT = Duration.ofSeconds(2);

    @TempDir
    Path folder;

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final TestNameServer names = TestNameServer.start();
    private final ScriptedRemote remote = ScriptedRemote.start();
    private final MemoryQueue queue = new MemoryQueue();
    private final Map<String, String> policies = new ConcurrentHashMap<>();
    private @Nullable TestAuthority authority;
    private @Nullable Relay relay;

    @BeforeEach
    void address() {
        authority = TestAuthority.in(folder.resolve("authority"));
        names.with("there.test. 60 IN MX 10 mx.there.test.", "mx.there.test. 60 IN A 127.0.0.1");
    }

    @AfterEach
    void stop() {
        if (relay != null) {
            relay.close();
            assertThat(relay.connections()).isZero();
        }
        remote.close();
        names.close();
        workers.shutdown();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void start(TlsLevel level) throws TlsIdentityException {
        RelaySettings settings = new RelaySettings(
                "mail.here.test",
                Optional.empty(),
                remote.port(),
                0,
                100,
                20,
                new RelayTimeouts(SHORT, SHORT, SHORT, SHORT),
                new RelayTls(level, TrustedAuthorities.fromFile(authority.file()), true, this::policy));
        DnsSettings dns = new DnsSettings(List.of(names.address()), Duration.ofMillis(300), 100, 1 << 20);
        relay = new Relay(settings, queue, new CachingDns(dns), loops, workers);
        relay.start();
    }

    private CompletionStage<String> policy(String domain) {
        String text = policies.get(domain);
        return text == null
                ? CompletableFuture.failedFuture(new IOException("No policy"))
                : CompletableFuture.completedFuture(text);
    }

    private void publishes(String domain, String mode, String host) {
        names.with("_mta-sts." + domain + ". 60 IN TXT \"v=STSv1; id=1;\"");
        policies.put(domain, "version: STSv1\nmode: " + mode + "\nmx: " + host + "\nmax_age: 86400\n");
    }

    private void shows(Issued identity) {
        remote.offersTls(identity.file(), identity.key());
    }

    private Outcome outcome(String address) {
        queue.add(TEXT, address);
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !queue.outcomes(address).isEmpty());
        return queue.outcomes(address).get(0);
    }

    private Outcome outcomeOfRequired(String address) {
        MailFrom mailFrom = new MailFrom(
                "alice@here.test", MailParameters.builder().requireTls().build());
        queue.add(mailFrom, TEXT, RcptTo.of(address));
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !queue.outcomes(address).isEmpty());
        return queue.outcomes(address).get(0);
    }

    private static Optional<Verification> verification(Outcome outcome) {
        return outcome.said().tls().map(ConnectionTls::verification);
    }

    /** What destinations are told of connections, when there are no more of them. */
    private List<String> told() {
        relay.close();
        return queue.counted().stream()
                .map(TlsCount::outcome)
                .map(outcome -> outcome.policy().kind().word() + " "
                        + outcome.policy().domain() + " "
                        + outcome.failure().map(TlsFailure::word).orElse("success"))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void aCertificateForTheServerIsVerifiedAndSoIsSaid() throws Exception {
        shows(authority.issue("mx.there.test"));
        start(TlsLevel.VERIFY);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(outcome.said().tls().orElseThrow().protocol()).isEqualTo("TLSv1.3");
        assertThat(verification(outcome)).contains(Verification.PKIX);
        assertThat(remote.servers()).containsExactly("mx.there.test");
    }

    @Test
    void aCertificateForAnotherServerIsNotEnough() throws Exception {
        shows(authority.issue("mx.other.test", "there.test"));
        start(TlsLevel.VERIFY);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Deferred.class);
        assertThat(outcome.said().status()).isEqualTo("4.7.5");
        assertThat(outcome.said().text()).contains("is for mx.other.test, there.test, not for mx.there.test");
        assertThat(verification(outcome)).contains(Verification.NONE);
        assertThat(remote.commands()).noneMatch(command -> command.startsWith("MAIL"));
    }

    @Test
    void aCertificateThatHasExpiredIsNotEnough() throws Exception {
        shows(authority.issue(Instant.now().minus(Duration.ofHours(1)), "mx.there.test"));
        start(TlsLevel.VERIFY);

        assertThat(outcome("bob@there.test").said().text()).endsWith("The certificate of the server has expired");
    }

    @Test
    void aCertificateOfAnotherAuthorityIsNotEnough() throws Exception {
        shows(TestAuthority.in(folder.resolve("other")).issue("mx.there.test"));
        start(TlsLevel.VERIFY);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Deferred.class);
        assertThat(outcome.said().text()).contains("authority that is not trusted");
    }

    @Test
    void aServerWithoutTlsIsNotEnoughWhereItIsAskedFor() throws Exception {
        start(TlsLevel.ENCRYPT);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Deferred.class);
        assertThat(outcome.said().status()).isEqualTo("4.7.4");
        assertThat(told()).containsExactly("no-policy-found there.test starttls-not-supported");
        TlsOutcome outcomeOfTls = queue.counted().get(0).outcome();
        assertThat(outcomeOfTls.host()).isEqualTo("mx.there.test");
        assertThat(outcomeOfTls.sender()).isEqualTo("127.0.0.1");
        assertThat(outcomeOfTls.address()).isEqualTo("127.0.0.1");
    }

    @Test
    void aHandshakeThatFailsEndsInPlainTextWhereThatMayBe() throws Exception {
        remote.offers("STARTTLS");
        start(TlsLevel.MAY);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(outcome.said().tls()).isEmpty();
        assertThat(remote.connections()).isEqualTo(2);
        assertThat(told()).containsExactly("no-policy-found there.test validation-failure");
    }

    @Test
    void aHandshakeThatFailsEndsNowhereElse() throws Exception {
        remote.offers("STARTTLS");
        start(TlsLevel.ENCRYPT);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Deferred.class);
        assertThat(outcome.said().text()).contains("TLS could not be begun");
        assertThat(remote.messages()).isEmpty();
    }

    @Test
    void whoeverAnswersIsGoodEnoughForEncryption() throws Exception {
        shows(TestAuthority.in(folder.resolve("other")).issue("mx.other.test"));
        start(TlsLevel.ENCRYPT);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(verification(outcome)).contains(Verification.NONE);
    }

    @Test
    void whereNothingIsAskedForACertificateIsLookedAtAllTheSame() throws Exception {
        shows(authority.issue("*.there.test"));
        start(TlsLevel.MAY);

        assertThat(verification(outcome("bob@there.test"))).contains(Verification.PKIX);
        assertThat(told()).containsExactly("no-policy-found there.test success");
    }

    @Test
    void theDomainItselfIsAskedForWhereDnsIsNotTrusted() throws Exception {
        shows(authority.issue("mail.there.test"));
        start(TlsLevel.SECURE);
        assertThat(verification(outcome("bob@there.test"))).contains(Verification.PKIX);

        names.with("other.test. 60 IN MX 10 mx.there.test.");
        assertThat(outcome("bob@other.test")).isInstanceOf(Deferred.class);
    }

    @Test
    void noTlsIsUsedWhereThereShallBeNone() throws Exception {
        shows(authority.issue("mx.there.test"));
        start(TlsLevel.NONE);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(outcome.said().tls()).isEmpty();
        assertThat(remote.commands()).doesNotContain("STARTTLS");
        assertThat(told()).isEmpty();
    }

    @Test
    void theNextServerMayBeBetter() throws Exception {
        names.with("two.test. 60 IN MX 5 localhost.two.test.", "two.test. 60 IN MX 10 mx.there.test.")
                .with("localhost.two.test. 60 IN A 127.0.0.1");
        shows(authority.issue("mx.there.test"));
        start(TlsLevel.VERIFY);

        Outcome outcome = outcome("bob@two.test");

        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(outcome.said().host()).isEqualTo("mx.there.test [127.0.0.1]");
    }

    @Test
    void whatRequiresTlsGoesToAServerThatIsProvenAndPromisesTheSame() throws Exception {
        names.validated("there.test");
        shows(authority.issue("mx.there.test"));
        remote.offers("PIPELINING", "REQUIRETLS");
        start(TlsLevel.MAY);

        Outcome outcome = outcomeOfRequired("bob@there.test");

        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(remote.messages().get(0).mail()).isEqualTo("MAIL FROM:<alice@here.test> REQUIRETLS");
    }

    @Test
    void whatRequiresTlsGoesToNobodyWhomOnlyAnUnprovenDnsNames() throws Exception {
        shows(authority.issue("mx.there.test"));
        remote.offers("PIPELINING", "REQUIRETLS");
        start(TlsLevel.MAY);

        Outcome outcome = outcomeOfRequired("bob@there.test");

        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(outcome.said().status()).isEqualTo("5.7.10");
        assertThat(remote.connections()).isZero();
    }

    @Test
    void whatRequiresTlsGoesToNobodyWhoDoesNotPromiseIt() throws Exception {
        names.validated("there.test");
        shows(authority.issue("mx.there.test"));
        start(TlsLevel.MAY);

        Outcome outcome = outcomeOfRequired("bob@there.test");

        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(outcome.said().status()).isEqualTo("5.7.30");
        assertThat(outcome("carol@there.test")).as("the others").isInstanceOf(Delivered.class);
    }

    @Test
    void whatRequiresTlsGoesToNobodyElse() throws Exception {
        names.validated("there.test");
        shows(authority.issue("mx.other.test"));
        remote.offers("PIPELINING", "REQUIRETLS");
        start(TlsLevel.MAY);

        Outcome outcome = outcomeOfRequired("bob@there.test");

        assertThat(outcome).isInstanceOf(Failed.class);
        assertThat(outcome.said().status()).isEqualTo("5.7.10");
        assertThat(remote.messages()).isEmpty();
    }

    @Test
    void whatRequiresTlsWaitsForAServerThatIsAway() throws Exception {
        names.with("two.test. 60 IN MX 5 mx.there.test.", "two.test. 60 IN MX 10 away.test.")
                .with("away.test. 60 IN A 127.0.0.3")
                .validated("two.test");
        start(TlsLevel.MAY);

        assertThat(outcomeOfRequired("bob@two.test")).isInstanceOf(Deferred.class);
    }

    @Test
    void theAdministratorChoosesForADomain() throws Exception {
        names.with("other.test. 60 IN MX 10 mx.there.test.", "third.test. 60 IN MX 10 mx.there.test.");
        shows(authority.issue("mx.there.test"));
        queue.choose("there.test", TlsLevel.NONE);
        queue.choose("other.test", TlsLevel.SECURE, ".there.test");
        queue.choose("third.test", TlsLevel.SECURE, "mx.third.test");
        start(TlsLevel.MAY);

        assertThat(outcome("bob@there.test").said().tls()).isEmpty();
        assertThat(verification(outcome("bob@other.test"))).contains(Verification.PKIX);
        assertThat(outcome("bob@third.test")).isInstanceOf(Deferred.class);
    }

    @Test
    void aPolicyThatIsEnforcedIsKeptByMailAndByTheStore() throws Exception {
        names.with("other.test. 60 IN MX 10 mx.there.test.");
        publishes("there.test", "enforce", "*.there.test");
        publishes("other.test", "enforce", "mx.other.test");
        shows(authority.issue("mx.there.test"));
        start(TlsLevel.AUTO);

        assertThat(verification(outcome("bob@there.test"))).contains(Verification.MTA_STS);
        assertThat(outcome("bob@other.test")).isInstanceOf(Deferred.class);
        assertThat(outcome("carol@other.test").said().text()).contains("names none of its servers");
        await().until(() -> queue.policies().keySet().equals(Set.of("there.test", "other.test")));
        assertThat(told()).containsExactly("sts other.test validation-failure", "sts there.test success");
    }

    @Test
    void aPolicyIsNotFulfilledByAnybody() throws Exception {
        publishes("there.test", "enforce", "mx.there.test");
        shows(TestAuthority.in(folder.resolve("other")).issue("mx.there.test"));
        start(TlsLevel.AUTO);

        assertThat(outcome("bob@there.test")).isInstanceOf(Deferred.class);
        assertThat(outcome("carol@there.test").said().status()).isEqualTo("4.7.5");
        assertThat(remote.messages()).isEmpty();
        queue.add("TLS-Required: No\r\n" + TEXT, "dave@there.test");
        await().until(() -> !queue.outcomes("dave@there.test").isEmpty());
        assertThat(queue.outcomes("dave@there.test").get(0))
                .as("whose sender wants it to arrive all the same")
                .isInstanceOf(Delivered.class);
        assertThat(told()).containsExactly("sts there.test certificate-not-trusted");
    }

    @Test
    void aPolicyThatIsTestedKeepsNothingBack() throws Exception {
        publishes("there.test", "testing", "mx.there.test");
        shows(authority.issue("mx.other.test"));
        start(TlsLevel.AUTO);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Delivered.class);
        assertThat(verification(outcome)).contains(Verification.NONE);
        assertThat(told()).containsExactly("sts there.test certificate-host-mismatch");
        AppliedPolicy policy = queue.counted().get(0).outcome().policy();
        assertThat(policy.lines())
                .containsExactly("version: STSv1", "mode: testing", "mx: mx.there.test", "max_age: 86400");
        assertThat(policy.hosts()).containsExactly("mx.there.test");
    }

    @Test
    void whatIsKeptHoldsWhileDnsIsSilenced() throws Exception {
        queue.keep(
                "there.test",
                new StsPolicy("1", Mode.ENFORCE, List.of("mx.there.test"), Duration.ofDays(1), Instant.now()));
        start(TlsLevel.AUTO);

        assertThat(outcome("bob@there.test").said().status()).isEqualTo("4.7.4");
        queue.choose("there.test", TlsLevel.MAY);
        assertThat(outcome("carol@there.test"))
                .as("the administrator knows better")
                .isInstanceOf(Delivered.class);
    }

    @Test
    void ofAPolicyThatCannotBeHadItsDomainHears() throws Exception {
        names.with("_mta-sts.there.test. 60 IN TXT \"v=STSv1; id=1;\"");
        shows(authority.issue("mx.there.test"));
        start(TlsLevel.AUTO);

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
        assertThat(told())
                .containsExactly("no-policy-found there.test success", "sts there.test sts-policy-fetch-error");
    }

    @Test
    void aPolicyProvesWhichServersAreTheDestinations() throws Exception {
        publishes("there.test", "enforce", "mx.there.test");
        shows(authority.issue("mx.there.test"));
        remote.offers("PIPELINING", "REQUIRETLS");
        start(TlsLevel.MAY);

        assertThat(outcomeOfRequired("bob@there.test")).isInstanceOf(Delivered.class);
    }

    /** DNSSEC proves where mail for there.test goes, and what the certificate there is. */
    private void hasDane(String... records) {
        names.validated("there.test").validated("mx.there.test").validated(tlsa());
        for (String record : records) {
            names.with(tlsa() + ". 60 IN TLSA " + record);
        }
    }

    private String tlsa() {
        return "_" + remote.port() + "._tcp.mx.there.test";
    }

    private static String sha256(X509Certificate certificate) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    @Test
    void aCertificateThatDnsNamesIsEnoughWhateverElseItSays() throws Exception {
        Issued identity = TestAuthority.in(folder.resolve("other"))
                .issue(Instant.now().minus(Duration.ofHours(1)), "mx.other.test");
        hasDane("3 0 1 " + sha256(identity.certificate()));
        shows(identity);
        start(TlsLevel.AUTO);

        assertThat(verification(outcome("bob@there.test"))).contains(Verification.DANE);
        assertThat(told()).containsExactly("tlsa mx.there.test success");
    }

    @Test
    void aCertificateThatDnsDoesNotNameIsNotEnough() throws Exception {
        hasDane("3 0 1 " + sha256(authority.certificate()));
        shows(authority.issue("mx.there.test"));
        start(TlsLevel.AUTO);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Deferred.class);
        assertThat(outcome.said().status()).isEqualTo("4.7.5");
        assertThat(remote.messages()).isEmpty();
        assertThat(told()).containsExactly("tlsa mx.there.test certificate-not-trusted");
    }

    @Test
    void anAuthorityThatDnsNamesVouchesForTheName() throws Exception {
        TestAuthority other = TestAuthority.in(folder.resolve("other"));
        names.with("second.test. 60 IN MX 10 mx.there.test.").validated("second.test");
        hasDane("2 0 1 " + sha256(other.certificate()));
        shows(other.issue("mx.there.test"));
        start(TlsLevel.AUTO);
        assertThat(verification(outcome("bob@there.test"))).contains(Verification.DANE);

        shows(other.issue("mx.other.test"));
        assertThat(outcome("bob@second.test").said().text()).contains("is for mx.other.test");
    }

    @Test
    void noServerWithRecordsGetsPlainText() throws Exception {
        hasDane("3 1 1 " + "00".repeat(32));
        start(TlsLevel.AUTO);

        assertThat(outcome("bob@there.test").said().status()).isEqualTo("4.7.4");
        assertThat(remote.messages()).isEmpty();
    }

    @Test
    void recordsOfNoUseAskForEncryption() throws Exception {
        names.with("second.test. 60 IN MX 10 mx.there.test.").validated("second.test");
        hasDane("1 0 1 " + "00".repeat(32), "3 0 1 1234");
        start(TlsLevel.AUTO);
        assertThat(outcome("bob@there.test").said().status()).isEqualTo("4.7.4");

        shows(TestAuthority.in(folder.resolve("other")).issue("mx.other.test"));
        assertThat(verification(outcome("bob@second.test"))).contains(Verification.NONE);
        assertThat(told()).containsExactly("tlsa mx.there.test tlsa-invalid");
    }

    @Test
    void recordsThatCannotBeLookedUpHoldMailBack() throws Exception {
        hasDane();
        names.failing(tlsa(), Rcode.SERVFAIL);
        shows(authority.issue("mx.there.test"));
        start(TlsLevel.AUTO);

        Outcome outcome = outcome("bob@there.test");

        assertThat(outcome).isInstanceOf(Deferred.class);
        assertThat(outcome.said().text()).contains("TLSA");
        assertThat(remote.connections()).isZero();
        assertThat(told()).containsExactly("tlsa mx.there.test dnssec-invalid");
    }

    @Test
    void recordsThatNothingProvesAreNone() throws Exception {
        names.with(tlsa() + ". 60 IN TLSA 3 1 1 " + "00".repeat(32));
        start(TlsLevel.DANE);

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
    }

    @Test
    void recordsAreLookedForAtTheEndOfAliasesFirst() throws Exception {
        Issued identity = authority.issue("mx.far.test");
        names.with(
                        "alias.test. 60 IN MX 10 mx.alias.test.",
                        "mx.alias.test. 60 IN CNAME mx.far.test.",
                        "mx.far.test. 60 IN A 127.0.0.1",
                        "_" + remote.port() + "._tcp.mx.far.test. 60 IN TLSA 3 0 1 " + sha256(identity.certificate()))
                .validated("alias.test")
                .validated("mx.alias.test")
                .validated("_" + remote.port() + "._tcp.mx.far.test");
        shows(identity);
        start(TlsLevel.DANE_ONLY);

        assertThat(verification(outcome("bob@alias.test"))).contains(Verification.DANE);
        assertThat(outcome("bob@there.test")).as("a destination without").isInstanceOf(Deferred.class);
        assertThat(told()).containsExactly("tlsa mx.far.test success", "tlsa mx.there.test dane-required");
    }
}
