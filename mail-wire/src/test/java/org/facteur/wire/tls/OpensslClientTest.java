package org.facteur.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.facteur.api.metric.Meters;
import org.facteur.wire.abuse.AbuseLimits;
import org.facteur.wire.listener.Encryption;
import org.facteur.wire.listener.ListenerPort;
import org.facteur.wire.listener.ListenerSettings;
import org.facteur.wire.listener.PlaySession;
import org.facteur.wire.listener.ProtocolListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TLS as the client of OpenSSL sees it: names, sessions, versions, and files that change. */
class OpensslClientTest {

    private static final AtomicLong SERIAL = new AtomicLong(Instant.now().toEpochMilli());

    @TempDir
    Path folder;

    private final PlaySession.Play play = new PlaySession.Play();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final List<Runnable> opened = new ArrayList<>();
    private int port;

    @AfterEach
    void close() throws Exception {
        opened.forEach(Runnable::run);
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        workers.shutdownNow();
    }

    private void listen(TlsVersion minimum) throws Exception {
        pair(folder.resolve("own.crt"), folder.resolve("own.key"), 1, "own.test");
        TlsOptions options = new TlsOptions(
                Optional.empty(), Optional.of(folder.resolve("certificates")), minimum, TlsProvider.AUTO);
        TlsIdentity tls =
                TlsIdentity.fromFiles(folder.resolve("own.crt"), folder.resolve("own.key"), options, Duration.ZERO);
        ProtocolListener listener = ProtocolListener.start(
                new ListenerSettings(
                        List.of("127.0.0.1"), false, Set.of(), Optional.empty(), 100, 0, List.of(), AbuseLimits.NONE),
                List.of(new ListenerPort("play", 0, Encryption.IMPLICIT, play::open)),
                tls,
                loops,
                workers);
        opened.add(() -> listener.stop(Duration.ofSeconds(2)));
        port = listener.addresses().get(0).getPort();
    }

    /** The first name is the subject's. */
    private static void pair(Path certificate, Path key, int days, String... names) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name subject = new X500Name("CN=" + names[0]);
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                subject,
                BigInteger.valueOf(SERIAL.incrementAndGet()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofDays(days))),
                subject,
                keys.getPublic());
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(Stream.of(names)
                        .map(name -> new GeneralName(GeneralName.dNSName, name))
                        .toArray(GeneralName[]::new)));
        Files.createDirectories(certificate.getParent());
        write(key, new JcaPKCS8Generator(keys.getPrivate(), null));
        write(certificate, builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    /** Each time is another, however fast the test is. */
    private static void write(Path file, Object object) throws IOException {
        try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            writer.writeObject(object);
        }
        Files.setLastModifiedTime(file, FileTime.fromMillis(SERIAL.incrementAndGet()));
    }

    private Path certificates(String name) {
        return folder.resolve("certificates").resolve(name);
    }

    /** {@code openssl s_client} until the session has greeted it, and what it said then. */
    private String connect(String... options) throws Exception {
        try (Client client = new Client(options)) {
            return client.untilGreeted();
        }
    }

    /** A client that is connected until it is closed. */
    private final class Client implements AutoCloseable {

        private final Process process;
        private final BufferedReader said;
        private final Writer input;

        Client(String... options) throws IOException {
            List<String> command =
                    new ArrayList<>(List.of("openssl", "s_client", "-connect", "127.0.0.1:" + port, "-crlf"));
            command.addAll(List.of(options));
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.ISO_8859_1));
            input = process.outputWriter(StandardCharsets.ISO_8859_1);
        }

        String untilGreeted() throws IOException {
            return until("hello");
        }

        /** What it says up to that line, or to its end. */
        String until(String last) throws IOException {
            StringBuilder text = new StringBuilder();
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                text.append(line).append('\n');
                if (line.equals(last)) {
                    break;
                }
            }
            return text.toString();
        }

        String echo(String word) throws IOException {
            input.write("echo " + word + "\n");
            input.flush();
            return until(word);
        }

        @Override
        public void close() throws Exception {
            process.destroy();
            process.onExit().join();
        }
    }

    private static String subject(String name) {
        return "subject=CN = " + name + "\n";
    }

    private String shownTo(String... options) throws Exception {
        return connect(options)
                .lines()
                .filter(line -> line.startsWith("subject="))
                .findFirst()
                .orElse("nothing");
    }

    @Test
    void theNameThatIsAskedForDecides() throws Exception {
        pair(certificates("one.crt"), certificates("one.key"), 1, "mail.one.test", "imap.one.test");
        pair(certificates("two.test/fullchain.pem"), certificates("two.test/privkey.pem"), 1, "*.two.test");
        pair(certificates("two-longer.crt"), certificates("two-longer.key"), 9, "exact.two.test", "*.two.test");
        Files.writeString(certificates("README"), "no certificate");
        Files.writeString(certificates("lonely.crt"), "without a key");
        listen(TlsVersion.TLS_1_2);

        assertThat(shownTo("-servername", "mail.one.test")).isEqualTo("subject=CN = mail.one.test");
        assertThat(shownTo("-servername", "IMAP.one.test")).isEqualTo("subject=CN = mail.one.test");
        assertThat(shownTo("-servername", "any.two.test"))
                .as("of two the one that lasts longer")
                .isEqualTo("subject=CN = exact.two.test");
        assertThat(shownTo("-servername", "deep.any.two.test"))
                .as("a wildcard is one label")
                .isEqualTo("subject=CN = own.test");
        assertThat(shownTo("-servername", "unknown.test")).isEqualTo("subject=CN = own.test");
        assertThat(shownTo("-noservername")).isEqualTo("subject=CN = own.test");
        assertThat(shownTo("-servername", "mail.one.test", "-tls1_2")).isEqualTo("subject=CN = mail.one.test");
    }

    @Test
    void filesThatChangeAreReadAgainAndNobodyIsDisconnected() throws Exception {
        listen(TlsVersion.TLS_1_2);
        try (Client before = new Client("-servername", "new.test")) {
            assertThat(before.untilGreeted()).contains(subject("own.test"));

            pair(certificates("new.crt"), certificates("new.key"), 1, "new.test");
            String first = connect("-servername", "new.test", "-showcerts");
            assertThat(first).contains(subject("new.test"));

            Files.writeString(certificates("new.key"), "-----BEGIN PRIVATE KEY-----\nbroken");
            assertThat(certificate(connect("-servername", "new.test", "-showcerts")))
                    .as("a broken one is not taken")
                    .isEqualTo(certificate(first));

            pair(certificates("new.crt"), certificates("new.key"), 1, "new.test");
            String second = connect("-servername", "new.test", "-showcerts");
            assertThat(second).contains(subject("new.test"));
            assertThat(certificate(second)).isNotEqualTo(certificate(first));

            Files.delete(certificates("new.crt"));
            assertThat(connect("-servername", "new.test")).contains(subject("own.test"));

            assertThat(before.echo("still-here")).endsWith("still-here\n");
        }
    }

    private static String certificate(String said) {
        return said.substring(said.indexOf("-----BEGIN"), said.indexOf("-----END"));
    }

    @ParameterizedTest
    @CsvSource({"-tls1_3, ''", "-tls1_2, ''", "-tls1_2, -no_ticket"})
    void aSessionIsResumed(String version, String ticket) throws Exception {
        pair(certificates("one.crt"), certificates("one.key"), 1, "mail.one.test");
        listen(TlsVersion.TLS_1_2);
        Path session = folder.resolve("session");
        List<String> options = new ArrayList<>(List.of(version, "-servername", "mail.one.test"));
        if (!ticket.isEmpty()) {
            options.add(ticket);
        }
        List<String> first = new ArrayList<>(options);
        first.addAll(List.of("-sess_out", session.toString()));
        try (Client client = new Client(first.toArray(new String[0]))) {
            assertThat(client.untilGreeted()).contains("New, TLSv1");
            // Whatever the server has to say of sessions has come before this.
            client.echo("one");
            assertThat(session).isNotEmptyFile();
        }

        List<String> second = new ArrayList<>(options);
        second.addAll(List.of("-sess_in", session.toString()));
        assertThat(connect(second.toArray(new String[0]))).contains("Reused, TLSv1");
    }

    @Test
    void olderVersionsAreRefused() throws Exception {
        listen(TlsVersion.TLS_1_2);
        long failed = failures();

        assertThat(connect("-tls1_1", "-cipher", "DEFAULT@SECLEVEL=0")).contains("alert protocol version");
        assertThat(connect("-tls1_2")).contains("New, TLSv1.2").doesNotContain("alert");
        assertThat(failures()).isEqualTo(failed + 1);
    }

    @Test
    void theLeastVersionCanBeANewerOne() throws Exception {
        listen(TlsVersion.TLS_1_3);

        assertThat(connect("-tls1_2")).contains("alert protocol version");
        assertThat(connect("-tls1_3")).contains("New, TLSv1.3");
    }

    @Test
    void handshakesAreCountedByVersionAndCipher() throws Exception {
        listen(TlsVersion.TLS_1_2);
        Map<String, String> tags = Map.of("version", "TLSv1.3", "cipher", "TLS_AES_128_GCM_SHA256");
        long before = Meters.counter("facteur_tls_handshakes", "", tags).sum();

        connect("-tls1_3", "-ciphersuites", "TLS_AES_128_GCM_SHA256");

        assertThat(Meters.counter("facteur_tls_handshakes", "", tags).sum()).isEqualTo(before + 1);
    }

    private static long failures() {
        return Meters.counter("facteur_tls_handshakes_failed", "", Map.of("reason", "protocol"))
                .sum();
    }
}
