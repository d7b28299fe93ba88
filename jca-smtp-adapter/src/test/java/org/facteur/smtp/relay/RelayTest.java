package org.facteur.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.Outcome.Deferred;
import org.facteur.api.queue.Outcome.Delivered;
import org.facteur.api.queue.Outcome.Failed;
import org.facteur.api.queue.Report;
import org.facteur.api.queue.Report.Reach;
import org.facteur.api.queue.TlsLevel;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.OriginalRecipient;
import org.facteur.api.smtp.RcptParameters;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.Ret;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.facteur.wire.remote.ScriptedRemote.Received;
import org.facteur.wire.tls.TlsIdentity;
import org.facteur.wire.tls.TlsIdentityException;
import org.facteur.wire.tls.TrustedAuthorities;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;

/** Mail on its way to servers that behave, and that do not. */
class RelayTest {

    private static final String TEXT = "Subject: test\r\n\r\n.dot\r\nline\r\n";
    private static final Duration SHORT = Duration.ofMillis(700);

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final TestNameServer names = TestNameServer.start();
    private final ScriptedRemote remote = ScriptedRemote.start();
    private final MemoryQueue queue = new MemoryQueue();
    private @Nullable Relay relay;

    private Relay start() {
        return start(Optional.empty(), 0, 100);
    }

    private Relay start(Optional<NextHop> smarthost, int ownPort, int connections) {
        Relay started = create(smarthost, ownPort, connections);
        started.start();
        return started;
    }

    private Relay create(Optional<NextHop> smarthost, int ownPort, int connections) {
        return create(smarthost, ownPort, connections, new RelayTimeouts(Duration.ofSeconds(2), SHORT, SHORT, SHORT));
    }

    private Relay create(Optional<NextHop> smarthost, int ownPort, int connections, RelayTimeouts timeouts) {
        RelaySettings settings = new RelaySettings(
                "mail.here.test", smarthost, remote.port(), ownPort, connections, 20, timeouts, tls());
        DnsSettings dns = new DnsSettings(List.of(names.address()), Duration.ofMillis(300), 100, 1 << 20);
        relay = new Relay(settings, queue, new CachingDns(dns), loops, workers);
        return relay;
    }

    /** As the configuration has it where it says nothing, and no domain with a policy. */
    static RelayTls tls() {
        return new RelayTls(
                TlsLevel.AUTO,
                authorities(),
                false,
                domain -> CompletableFuture.failedFuture(new IOException("No policy")));
    }

    private static TrustedAuthorities authorities() {
        try {
            return TrustedAuthorities.ofPlatform();
        } catch (TlsIdentityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeAll
    static void patience() {
        Awaitility.setDefaultTimeout(Duration.ofSeconds(30));
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

    private void hasMail(String domain) {
        names.with(domain + ". 60 IN MX 10 mx." + domain + ".", "mx." + domain + ". 60 IN A 127.0.0.1");
    }

    private Outcome outcome(String address) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !queue.outcomes(address).isEmpty());
        return queue.outcomes(address).get(0);
    }

    @Test
    void aRouteThatIsLaidDownIsTakenInsteadOfWhatDnsOrTheSettingsSay() {
        hasMail("elsewhere.test");
        names.with("backend.test. 60 IN A 127.0.0.1");
        queue.route("routed.test", new NextHop("backend.test", remote.port()));
        queue.route("[192.0.2.1]", new NextHop("127.0.0.1", remote.port()));
        queue.route("lost.test", new NextHop("nowhere.test", 25));
        start(Optional.of(new NextHop("smarthost.test", 25)), 0, 100);

        queue.add(TEXT, "bob@routed.test");
        queue.add(TEXT, "carol@[192.0.2.1]");
        queue.add(TEXT, "dave@lost.test");
        queue.add(TEXT, "erin@elsewhere.test");

        assertThat(outcome("bob@routed.test")).isInstanceOf(Delivered.class);
        assertThat(outcome("carol@[192.0.2.1]")).isInstanceOf(Delivered.class);
        assertThat(outcome("dave@lost.test"))
                .isInstanceOfSatisfying(
                        Deferred.class,
                        deferred -> assertThat(deferred.answer().text()).contains("nowhere.test has no address"));
        assertThat(outcome("erin@elsewhere.test"))
                .isInstanceOfSatisfying(
                        Deferred.class,
                        deferred -> assertThat(deferred.answer().text()).contains("smarthost.test has no address"));
    }

    @Test
    void aMessageArrives() {
        hasMail("there.test");
        start();

        queue.add(TEXT, "bob@there.test", "carol@there.test");

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
        assertThat(outcome("carol@there.test")).isInstanceOf(Delivered.class);
        assertThat(outcome("bob@there.test").said().host()).isEqualTo("mx.there.test [127.0.0.1]");
        assertThat(outcome("bob@there.test").said().text()).isEqualTo("2.0.0 Taken");
        assertThat(queue.reports().get(0).reach()).isEqualTo(Reach.REACHED);
        assertThat(remote.messages())
                .containsExactly(new Received(
                        "MAIL FROM:<alice@here.test> SIZE=" + TEXT.length(),
                        List.of("RCPT TO:<bob@there.test>", "RCPT TO:<carol@there.test>"),
                        TEXT,
                        false,
                        false));
        assertThat(remote.commands()).startsWith("EHLO mail.here.test");
    }

    @Test
    void whatWaitedBeforeIsFoundToo() {
        hasMail("there.test");
        queue.add(TEXT, "bob@there.test");
        start();

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
    }

    @Test
    void anErrorOfTheApplicationIsAskedPast() {
        hasMail("there.test");
        queue.broken(2);
        queue.add(TEXT, "bob@there.test");
        start();

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
    }

    @Test
    void oneConnectionServesManyMessagesInChunks() {
        hasMail("there.test");
        remote.offers("PIPELINING", "CHUNKING", "8BITMIME");
        for (int i = 0; i < 30; i++) {
            queue.add(TEXT, "user" + i + "@there.test");
        }
        start();

        await().until(() -> remote.messages().size() == 30);
        assertThat(remote.messages())
                .allMatch(Received::chunked)
                .allMatch(message -> message.content().equals(TEXT));
        assertThat(remote.connections()).isLessThanOrEqualTo(20);
        await().until(() -> queue.reports().size() == 30);
        assertThat(queue.reports())
                .filteredOn(report -> report.reach() == Reach.REACHED)
                .hasSize(1);
    }

    @Test
    void aServerOfOldIsServedInItsOwnWay() {
        hasMail("there.test");
        remote.answers("EHLO", "502 5.5.1 What?");
        start();

        queue.add(TEXT, "bob@there.test", "carol@there.test");

        assertThat(outcome("carol@there.test")).isInstanceOf(Delivered.class);
        assertThat(remote.commands())
                .containsSubsequence(
                        "HELO mail.here.test",
                        "MAIL FROM:<alice@here.test>",
                        "RCPT TO:<bob@there.test>",
                        "RCPT TO:<carol@there.test>",
                        "DATA");
    }

    @Test
    void largeContentGoesPieceByPiece() {
        hasMail("there.test");
        String large = "Subject: large\r\n\r\n" + "..A line that begins with dots.\r\n.\r\n".repeat(20_000);
        start();

        queue.add(large, "bob@there.test");

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
        assertThat(remote.messages().get(0).content()).isEqualTo(large);
    }

    @Test
    void eachRecipientHasItsOwnAnswer() {
        hasMail("there.test");
        remote.answers("RCPT TO:<no@", "550 5.1.1 Nobody").answers("RCPT TO:<later@", "450 4.2.0 Greylisted");
        start();

        queue.add(TEXT, "no@there.test", "yes@there.test", "later@there.test");

        assertThat(outcome("yes@there.test")).isInstanceOf(Delivered.class);
        assertThat(outcome("no@there.test")).isInstanceOf(Failed.class);
        assertThat(outcome("no@there.test").said().status()).isEqualTo("5.1.1");
        assertThat(outcome("later@there.test")).isInstanceOf(Deferred.class);
        assertThat(outcome("later@there.test").said().text()).isEqualTo("4.2.0 Greylisted");
    }

    @Test
    void refusalsDecideAtEveryStage() {
        String[] stages = {"MAIL", "RCPT", "DATA", "."};
        for (int i = 0; i < stages.length; i++) {
            hasMail("never" + i + ".test");
            hasMail("later" + i + ".test");
        }
        start();

        for (int i = 0; i < stages.length; i++) {
            remote.answers(stages[i], "554 5.7.1 Never");
            queue.add(TEXT, "bob@never" + i + ".test");
            assertThat(outcome("bob@never" + i + ".test")).as(stages[i]).isInstanceOf(Failed.class);
            remote.answers(stages[i], "451 4.3.0 Later");
            queue.add(TEXT, "bob@later" + i + ".test");
            assertThat(outcome("bob@later" + i + ".test")).as(stages[i]).isInstanceOf(Deferred.class);
            assertThat(outcome("bob@later" + i + ".test").said().text()).isEqualTo("4.3.0 Later");
        }
        assertThat(remote.messages()).isEmpty();
    }

    @Test
    void whoHangsUpOrFallsSilentIsTriedAgainLater() {
        String[] stages = {"MAIL", "RCPT", "DATA", "."};
        for (int i = 0; i < stages.length; i++) {
            hasMail("closed" + i + ".test");
            hasMail("silent" + i + ".test");
        }
        start();

        for (int i = 0; i < stages.length; i++) {
            remote.answers(stages[i], ScriptedRemote.CLOSE);
            queue.add(TEXT, "bob@closed" + i + ".test");
            assertThat(outcome("bob@closed" + i + ".test")).as(stages[i]).isInstanceOf(Deferred.class);
            assertThat(outcome("bob@closed" + i + ".test").said().text()).contains("closed the connection");
            remote.answers(stages[i], ScriptedRemote.SILENCE);
            queue.add(TEXT, "bob@silent" + i + ".test");
            assertThat(outcome("bob@silent" + i + ".test")).as(stages[i]).isInstanceOf(Deferred.class);
            assertThat(outcome("bob@silent" + i + ".test").said().text()).contains("silent for too long");
        }
    }

    @Test
    void whoIsInTimeWithEachAnswerIsSoWithAllOfThem() {
        hasMail("there.test");
        remote.answers("RCPT", ScriptedRemote.SILENCE);
        Duration minute = Duration.ofMinutes(1);
        create(Optional.empty(), 0, 100, new RelayTimeouts(minute, minute, minute, minute, SHORT))
                .start();

        queue.add(TEXT, "bob@there.test");

        assertThat(outcome("bob@there.test")).isInstanceOf(Deferred.class);
        assertThat(outcome("bob@there.test").said().text()).contains("took too long");
    }

    @Test
    void aMessageHasTheTimeThatItsSizeTakes() {
        assertThat(RelayTimeouts.DEFAULT.ofTransaction(50L << 20)).isEqualTo(Duration.ofSeconds(3_600 + 12_800));
    }

    @Test
    void whoNeverBecomesReadyIsOutOfReach() {
        String[][] scripts = {
            {"CONNECT", "554 5.3.2 No service"},
            {"CONNECT", "421 4.3.2 Too busy"},
            {"CONNECT", ScriptedRemote.CLOSE},
            {"CONNECT", ScriptedRemote.SILENCE},
            {"CONNECT", "SSH-2.0-OpenSSH"},
            {"EHLO", "421 4.3.2 Too busy"},
            {"EHLO", ScriptedRemote.CLOSE},
        };
        start();
        for (int i = 0; i < scripts.length; i++) {
            String domain = "bad" + i + ".test";
            hasMail(domain);
            remote.answers(scripts[i][0], scripts[i][1]);

            queue.add(TEXT, "bob@" + domain);

            assertThat(outcome("bob@" + domain))
                    .as(String.join(" ", scripts[i]))
                    .isInstanceOf(Deferred.class);
            assertThat(queue.reports().get(i).reach()).isEqualTo(Reach.UNREACHED);
        }
    }

    @Test
    void whoTurnsAwayBetweenTheGreetingAndTheFirstMessageIsOutOfReach() {
        hasMail("there.test");
        remote.answersOften(50, "EHLO", "250 remote.test\r\n421 4.3.2 Bye");
        start();

        queue.add(TEXT, "bob@there.test");

        assertThat(outcome("bob@there.test")).isInstanceOf(Deferred.class);
        assertThat(outcome("bob@there.test").said().text()).isEqualTo("4.3.2 Bye");
        assertThat(queue.reports().get(0).reach()).isEqualTo(Reach.UNREACHED);
        assertThat(remote.connections()).isEqualTo(1);
    }

    @Test
    void whoHasEnoughOfEveryFirstMessageIsOutOfReach() {
        hasMail("there.test");
        remote.answersOften(50, "MAIL", "421 4.3.2 Too busy");
        for (int i = 0; i < 15; i++) {
            queue.add(TEXT, "user" + i + "@there.test");
        }
        start();

        for (int i = 0; i < 15; i++) {
            assertThat(outcome("user" + i + "@there.test")).isInstanceOf(Deferred.class);
        }
        assertThat(queue.reports())
                .extracting(Report::reach)
                .containsOnlyOnce(Reach.UNREACHED)
                .doesNotContain(Reach.REACHED);
        assertThat(remote.connections()).isLessThanOrEqualTo(3);
    }

    @Test
    void aConnectionThatIsLostAfterItHasServedIsReplaced() {
        hasMail("there.test");
        remote.answers("MAIL", "250 2.1.0 Ok", ScriptedRemote.CLOSE);
        start();

        queue.add(TEXT, "first@there.test");
        assertThat(outcome("first@there.test")).isInstanceOf(Delivered.class);
        queue.add(TEXT, "second@there.test");

        assertThat(outcome("second@there.test")).isInstanceOf(Delivered.class);
        assertThat(remote.connections()).isEqualTo(2);
    }

    @Test
    void theNextServerIsTriedWhenOneIsAway() {
        names.with(
                "there.test. 60 IN MX 5 dead.there.test.",
                "there.test. 60 IN MX 10 nowhere.there.test.",
                "there.test. 60 IN MX 20 mx.there.test.",
                "dead.there.test. 60 IN A 127.0.0.2",
                "mx.there.test. 60 IN A 127.0.0.1");
        start();

        queue.add(TEXT, "bob@there.test");

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
    }

    @Test
    void aDomainWithoutExchangerIsItsOwn() {
        names.with("there.test. 60 IN A 127.0.0.1");
        start();

        queue.add(TEXT, "bob@there.test");
        queue.add(TEXT, "bob@[127.0.0.1]");

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
        assertThat(outcome("bob@[127.0.0.1]")).isInstanceOf(Delivered.class);
    }

    @Test
    void dnsDecidesWhatWillNeverArriveAndWhatMayLater() {
        names.with(
                        "null.test. 60 IN MX 0 .",
                        "empty.test. 60 IN TXT \"no mail\"",
                        "broken.test. 60 IN MX 10 nowhere.broken.test.")
                .failing("failing.test", Rcode.SERVFAIL);
        start();

        queue.add(TEXT, "bob@null.test");
        queue.add(TEXT, "bob@empty.test");
        queue.add(TEXT, "bob@broken.test");
        queue.add(TEXT, "bob@missing.test");
        queue.add(TEXT, "bob@failing.test");

        assertThat(outcome("bob@null.test").said().status()).isEqualTo("5.1.10");
        assertThat(outcome("bob@empty.test").said().status()).isEqualTo("5.4.4");
        assertThat(outcome("bob@broken.test").said().status()).isEqualTo("5.4.4");
        assertThat(outcome("bob@missing.test").said().status()).isEqualTo("5.1.2");
        assertThat(outcome("bob@missing.test")).isInstanceOf(Failed.class);
        assertThat(outcome("bob@failing.test")).isInstanceOf(Deferred.class);
        assertThat(outcome("bob@failing.test").said().status()).isEqualTo("4.4.3");
    }

    @Test
    void mailThatWouldComeBackIsNotSent() {
        hasMail("own.test");
        names.with(
                "backup.test. 60 IN MX 5 mx.backup.test.",
                "backup.test. 60 IN MX 10 mx.own.test.",
                "mx.backup.test. 60 IN A 127.0.0.1");
        start(Optional.empty(), remote.port(), 100);

        queue.add(TEXT, "bob@own.test");

        assertThat(outcome("bob@own.test")).isInstanceOf(Failed.class);
        assertThat(outcome("bob@own.test").said().status()).isEqualTo("5.4.6");
        assertThat(remote.connections()).isZero();
    }

    @Test
    void aBackupWaitsForServersWhoseAddressesAreNotToBeHadNow() {
        hasMail("own.test");
        names.with("backup.test. 60 IN MX 5 mx.backup.test.", "backup.test. 60 IN MX 10 mx.own.test.")
                .failing("mx.backup.test", Rcode.SERVFAIL);
        start(Optional.empty(), remote.port(), 100);

        queue.add(TEXT, "bob@backup.test");

        assertThat(outcome("bob@backup.test")).isInstanceOf(Deferred.class);
        assertThat(outcome("bob@backup.test").said().status()).isEqualTo("4.4.3");
    }

    @Test
    void aSmarthostTakesEverything() {
        names.with("smart.test. 60 IN A 127.0.0.1");
        start(Optional.of(new NextHop("smart.test", remote.port())), 0, 100);

        queue.add(TEXT, "bob@missing.test");
        queue.add(TEXT, "bob@other.test");

        assertThat(outcome("bob@missing.test")).isInstanceOf(Delivered.class);
        assertThat(outcome("bob@other.test")).isInstanceOf(Delivered.class);
    }

    @Test
    void aSmarthostIsOneDestinationForWhateverDomain() {
        start(Optional.of(new NextHop("127.0.0.1", remote.port())), 0, 100);

        for (int i = 0; i < 60; i++) {
            queue.add(TEXT, "bob@d" + i + ".test");
        }

        for (int i = 0; i < 60; i++) {
            assertThat(outcome("bob@d" + i + ".test")).isInstanceOf(Delivered.class);
        }
        // The remote notices the end of a connection a little later.
        assertThat(remote.mostConnections()).isLessThanOrEqualTo(30);
    }

    @Test
    void tlsIsUsedWhereItIsOfferedAndLeftWhereItFails(@TempDir Path folder) throws Exception {
        TlsIdentity.selfSigned(folder, "mx.there.test", Optional.empty());
        remote.offersTls(folder.resolve("server.crt"), folder.resolve("server.key"));
        hasMail("there.test");
        hasMail("refused.test");
        hasMail("broken.test");
        start();

        queue.add(TEXT, "bob@there.test");
        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
        assertThat(remote.messages().get(0).tls()).isTrue();

        remote.answers("STARTTLS", "454 4.7.0 Not now");
        queue.add(TEXT, "bob@refused.test");
        assertThat(outcome("bob@refused.test")).isInstanceOf(Delivered.class);
        assertThat(remote.messages().get(1).tls()).isFalse();

        remote.answers("STARTTLS", "220 2.0.0 Go\r\nThis is no handshake");
        queue.add(TEXT, "bob@broken.test");
        assertThat(outcome("bob@broken.test")).isInstanceOf(Delivered.class);
    }

    @Test
    void whatTheServerCannotTakeIsNotSent() {
        hasMail("there.test");
        remote.offers("PIPELINING", "SIZE 100");
        start();

        queue.add(TEXT + "x".repeat(200) + "\r\n", "large@there.test");
        queue.add(
                new MailFrom(
                        "alice@here.test",
                        MailParameters.builder().body(BodyType.EIGHT_BIT_MIME).build()),
                TEXT,
                RcptTo.of("eight@there.test"));
        queue.add(
                new MailFrom(
                        "alice@here.test", MailParameters.builder().smtpUtf8().build()),
                TEXT,
                RcptTo.of("bücher@there.test"));
        queue.add(TEXT, "small@there.test");

        assertThat(outcome("large@there.test").said().status()).isEqualTo("5.3.4");
        assertThat(outcome("eight@there.test").said().status()).isEqualTo("5.6.3");
        assertThat(outcome("bücher@there.test").said().status()).isEqualTo("5.6.7");
        assertThat(outcome("small@there.test")).isInstanceOf(Delivered.class);
    }

    @Test
    void whatTheSenderAskedForIsPassedOn() {
        hasMail("there.test");
        remote.offers("PIPELINING", "DSN", "8BITMIME", "MT-PRIORITY");
        start();

        queue.add(
                new MailFrom(
                        "alice@here.test",
                        MailParameters.builder()
                                .envid("a+b c")
                                .ret(Ret.HDRS)
                                .mtPriority(-2)
                                .body(BodyType.EIGHT_BIT_MIME)
                                .build()),
                TEXT,
                new RcptTo(
                        "bob@there.test",
                        new RcptParameters(
                                Set.of(Notify.SUCCESS, Notify.DELAY),
                                Optional.of(new OriginalRecipient("rfc822", "Bob=X@there.test")))));

        assertThat(((Delivered) outcome("bob@there.test")).reports()).isTrue();
        Received message = remote.messages().get(0);
        assertThat(message.mail())
                .isEqualTo("MAIL FROM:<alice@here.test> BODY=8BITMIME RET=HDRS ENVID=a+2Bb+20c MT-PRIORITY=-2");
        assertThat(message.rcpt())
                .containsExactly("RCPT TO:<bob@there.test> NOTIFY=SUCCESS,DELAY ORCPT=rfc822;Bob+3DX@there.test");
    }

    @Test
    void tooManyRecipientsAreMoreThanOneTransaction() {
        hasMail("there.test");
        String[] many = new String[150];
        for (int i = 0; i < many.length; i++) {
            many[i] = "user" + i + "@there.test";
        }
        remote.answers("RCPT TO:<user7@", "452 4.5.3 Too many recipients");
        start();

        queue.add(TEXT, many);

        for (String address : many) {
            assertThat(outcome(address)).isInstanceOf(Delivered.class);
        }
        assertThat(remote.messages()).hasSize(3);
        assertThat(remote.messages().stream()
                        .mapToInt(each -> each.rcpt().size())
                        .sum())
                .isEqualTo(150);
    }

    @Test
    void aDeadDestinationCostsTheOthersNothing() {
        hasMail("there.test");
        names.silent("dead.test");
        start(Optional.empty(), 0, 3);
        for (int i = 0; i < 50; i++) {
            queue.add(TEXT, "user" + i + "@dead.test");
        }

        queue.add(TEXT, "bob@there.test");

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
        assertThat(queue.outcomes("user0@dead.test")).isEmpty();
        assertThat(outcome("user0@dead.test")).isInstanceOf(Deferred.class);
    }

    @Test
    void moreDestinationsThanConnectionsTakeTurns() {
        for (int i = 0; i < 12; i++) {
            hasMail("d" + i + ".test");
        }
        start(Optional.empty(), 0, 2);

        for (int i = 0; i < 12; i++) {
            queue.add(TEXT, "bob@d" + i + ".test");
        }

        for (int i = 0; i < 12; i++) {
            assertThat(outcome("bob@d" + i + ".test")).isInstanceOf(Delivered.class);
        }
        assertThat(remote.mostConnections()).isLessThanOrEqualTo(3);
    }

    @Test
    void aConnectionThatIsFreeBeforeSomebodyWaitsForItIsHadAllTheSame() {
        hasMail("there.test");
        queue.add(TEXT, "bob@there.test");
        Relay still = create(Optional.empty(), 0, 1);
        Lane lane = new Lane("there.test", still, loops.next());

        assertThat(still.takeConnection()).isTrue();
        still.giveConnection();
        still.laterOn(lane);

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
    }

    @Test
    void anOutcomeIsToldUntilItIsTaken() {
        hasMail("there.test");
        start();
        queue.deaf(true);
        queue.add(TEXT, "bob@there.test");
        await().until(() -> remote.messages().size() == 1);
        queue.deaf(false);

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
        assertThat(remote.messages()).as("once").hasSize(1);
    }

    @Test
    void whatIsNotTriedIsGivenBackAtTheEnd() {
        hasMail("there.test");
        remote.answersOften(3, "MAIL", ScriptedRemote.SILENCE);
        for (int i = 0; i < 15; i++) {
            queue.add(TEXT, "user" + i + "@there.test");
        }
        Relay running = start();
        await().until(() -> remote.commands().stream().anyMatch(command -> command.startsWith("MAIL")));

        running.close();

        long told = queue.reports().stream()
                .mapToLong(report -> report.outcomes().size())
                .sum();
        assertThat(told + queue.waiting()).isGreaterThanOrEqualTo(15);
        assertThat(queue.waiting()).isPositive();
    }

    @Test
    void whatIsStillBeingConnectedIsLeftAtTheEnd() {
        hasMail("there.test");
        remote.answers("CONNECT", ScriptedRemote.SILENCE);
        queue.add(TEXT, "bob@there.test");
        Relay patient = create(Optional.empty(), 0, 100, RelayTimeouts.DEFAULT);
        patient.start();
        await().until(() -> remote.connections() == 1);

        patient.close();

        assertThat(patient.connections()).isZero();
        assertThat(queue.waiting()).isEqualTo(1);
        assertThat(queue.reports()).extracting(Report::reach).containsExactly(Reach.UNTRIED);
    }

    @Test
    void whoBeginsToWatchAtTheEndDoesNotGoOn() {
        Relay ending = create(Optional.empty(), 0, 100);
        queue.beforeWatch(ending::close);

        ending.start();

        await().until(() -> queue.questions() > 0);
        assertThat(queue.watchers()).isZero();
    }
}
