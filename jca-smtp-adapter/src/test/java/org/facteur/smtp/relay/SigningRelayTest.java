package org.facteur.smtp.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.Outcome.Deferred;
import org.facteur.api.queue.Outcome.Delivered;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.wire.dns.CachingDns;
import org.facteur.wire.dns.DnsSettings;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.facteur.wire.remote.ScriptedRemote.Received;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Mail that is signed on its way out. */
class SigningRelayTest {

    private static final String TEXT = "From: alice@here.test\r\nSubject: test\r\n\r\n.dot\r\nline\r\n";
    private static final SigningKey ED25519 = key(SigningAlgorithm.ED25519_SHA256, "Ed25519");
    private static final SigningKey RSA = key(SigningAlgorithm.RSA_SHA256, "RSA");

    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
    private final ExecutorService workers = Executors.newFixedThreadPool(4);
    private final TestNameServer names = TestNameServer.start();
    private final ScriptedRemote remote = ScriptedRemote.start();
    private final MemoryQueue queue = new MemoryQueue();
    private final Relay relay = new Relay(
            new RelaySettings(
                    "mail.here.test",
                    Optional.of(new NextHop("127.0.0.1", remote.port())),
                    25,
                    0,
                    10,
                    5,
                    RelayTimeouts.DEFAULT,
                    RelayTest.tls()),
            queue,
            new CachingDns(new DnsSettings(List.of(names.address()), Duration.ofMillis(300), 100, 1 << 20)),
            loops,
            workers);

    private static SigningKey key(SigningAlgorithm algorithm, String kind) {
        try {
            PrivateKey key =
                    KeyPairGenerator.getInstance(kind).generateKeyPair().getPrivate();
            return new SigningKey("here.test", algorithm.keyType(), algorithm, key);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        relay.start();
    }

    @AfterEach
    void stop() {
        relay.close();
        assertThat(relay.connections()).isZero();
        remote.close();
        names.close();
        workers.shutdown();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }

    private void add(String text, List<SigningKey> signers, String... recipients) {
        queue.add(
                MailFrom.of("alice@here.test"),
                text,
                signers,
                Arrays.stream(recipients).map(RcptTo::of).toArray(RcptTo[]::new));
    }

    private Outcome outcome(String address) {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !queue.outcomes(address).isEmpty());
        return queue.outcomes(address).get(0);
    }

    private Received received(int index) {
        await().atMost(Duration.ofSeconds(30)).until(() -> remote.messages().size() > index);
        return remote.messages().get(index);
    }

    @Test
    void signaturesComeFirstAndCountAsOctets() {
        for (List<String> offered : List.of(List.of("SIZE", "PIPELINING"), List.of("SIZE", "PIPELINING", "CHUNKING"))) {
            int before = remote.messages().size();
            remote.offers(offered.toArray(new String[0]));

            // Another destination is another connection.
            add(TEXT, List.of(RSA, ED25519), "bob@there" + before + ".test");

            Received message = received(before);
            assertThat(message.chunked()).isEqualTo(before == 1);
            assertThat(message.content())
                    .startsWith("DKIM-Signature: v=1; a=rsa-sha256;")
                    .contains("\r\nDKIM-Signature: v=1; a=ed25519-sha256;", "\ts=ed25519; t=")
                    .endsWith("\r\n" + TEXT);
            assertThat(message.mail()).endsWith(" SIZE=" + message.content().length());
        }
    }

    @Test
    void whatHasNoKeyIsSentAsItIs() {
        add(TEXT, List.of(), "bob@there.test");

        assertThat(received(0).content()).isEqualTo(TEXT);
    }

    @Test
    void aKeyThatCannotBeUsedStopsNothing() {
        SigningKey wrong = new SigningKey("here.test", "wrong", SigningAlgorithm.RSA_SHA256, ED25519.key());

        add(TEXT, List.of(wrong), "bob@there.test");
        assertThat(received(0).content()).isEqualTo(TEXT);

        add(TEXT, List.of(wrong, ED25519), "bob@there.test");
        assertThat(received(1).content())
                .startsWith("DKIM-Signature: v=1; a=ed25519-sha256;")
                .endsWith(TEXT);
    }

    @Test
    void whatCannotBeSignedIsSentAllTheSame() {
        String text = "Subject: from nobody\r\n\r\nbody\r\n";

        add(text, List.of(ED25519), "bob@there.test");

        assertThat(received(0).content()).isEqualTo(text);
    }

    @Test
    void aLargeMessageIsSignedAndSentAsAWhole() {
        String text = TEXT + ("x".repeat(998) + "\r\n").repeat(900);

        add(text, List.of(ED25519), "bob@one.test", "bob@two.test");

        assertThat(received(0).content()).startsWith("DKIM-Signature: ").endsWith("\r\n" + text);
    }

    @Test
    void aMessageThatCannotBeReadWaits() {
        queue.unreadable(true);
        add(TEXT, List.of(ED25519), "bob@there.test");

        Outcome outcome = outcome("bob@there.test");
        assertThat(outcome).isInstanceOf(Deferred.class);
        assertThat(outcome.said().status()).isEqualTo("4.3.0");

        queue.unreadable(false);
        add(TEXT, List.of(ED25519), "carol@there.test");
        assertThat(outcome("carol@there.test")).isInstanceOf(Delivered.class);
        assertThat(remote.messages()).hasSize(1);
    }

    @Test
    void aConnectionThatLeavesMeanwhileIsReplaced() {
        queue.holdReaders();
        add(TEXT, List.of(ED25519), "bob@there.test");
        // A connection with nothing to do is given up after some seconds.
        await().atMost(Duration.ofSeconds(30)).until(() -> remote.commands().contains("QUIT"));
        queue.letRead();

        assertThat(outcome("bob@there.test")).isInstanceOf(Delivered.class);
        assertThat(remote.messages()).hasSize(1);
        assertThat(remote.connections()).isEqualTo(2);
    }

    @Test
    void whatIsBeingSignedAtTheEndIsGivenBackOrSent() {
        queue.holdReaders();
        add(TEXT, List.of(ED25519), "bob@there.test");
        await().atMost(Duration.ofSeconds(30)).until(() -> remote.connections() == 1);

        Thread release = new Thread(queue::letRead);
        release.start();
        relay.close();

        assertThat(queue.waiting() + remote.messages().size()).isEqualTo(1);
    }
}
