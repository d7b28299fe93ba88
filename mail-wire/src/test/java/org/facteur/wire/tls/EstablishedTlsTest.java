package org.facteur.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstablishedTlsTest {

    private static final int FIRST_WITH_EXPORTER = 25;

    @TempDir
    Path folder;

    /** Both ends of one connection. */
    private record Ends(EstablishedTls server, EstablishedTls client) {}

    private static Ends connect(Path folder, String protocol) throws Exception {
        SslContext clients = SslContextBuilder.forClient()
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .protocols(protocol)
                .build();
        SSLEngine server =
                TlsIdentity.selfSigned(folder, "localhost").context().newEngine(UnpooledByteBufAllocator.DEFAULT);
        SSLEngine client = clients.newEngine(UnpooledByteBufAllocator.DEFAULT);
        ByteBuffer toServer = ByteBuffer.allocate(1 << 17);
        ByteBuffer toClient = ByteBuffer.allocate(1 << 17);
        client.beginHandshake();
        server.beginHandshake();
        for (int i = 0; i < 50; i++) {
            step(client, toClient, toServer);
            step(server, toServer, toClient);
        }
        assertThat(client.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
        assertThat(server.getHandshakeStatus()).isEqualTo(HandshakeStatus.NOT_HANDSHAKING);
        return new Ends(new EstablishedTls(server.getSession()), new EstablishedTls(client.getSession()));
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws IOException {
        in.flip();
        SSLEngineResult result = engine.unwrap(in, ByteBuffer.allocate(1 << 17));
        in.compact();
        runTasks(engine);
        if (result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) {
            engine.wrap(ByteBuffer.allocate(0), out);
            runTasks(engine);
        }
    }

    private static void runTasks(SSLEngine engine) {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    /** What both ends export, or a word about what is wrong; run in a process of its own on a newer JDK. */
    public static void main(String[] arguments) throws Exception {
        Path folder = Path.of(arguments[0]);
        Ends first = connect(folder, "TLSv1.3");
        Ends second = connect(folder, "TLSv1.3");
        Optional<byte[]> server = first.server().channelBinding("tls-exporter");
        Optional<byte[]> client = first.client().channelBinding("tls-exporter");
        boolean same = server.isPresent() && client.isPresent() && Arrays.equals(server.get(), client.get());
        boolean own = same
                && !Arrays.equals(
                        server.get(),
                        second.server().channelBinding("tls-exporter").orElseThrow());
        boolean noneBefore = connect(folder, "TLSv1.2")
                .server()
                .channelBinding("tls-exporter")
                .isEmpty();
        System.out.println(
                own && noneBefore ? "exported " + HexFormat.of().formatHex(server.get()) : "not the same at both ends");
    }

    /** RFC 9266: 32 octets, the same at both ends and on no other connection; nothing without TLS 1.3. */
    @Test
    void bothEndsExportTheSameOnANewerJdk() throws Exception {
        for (Path java : newerJdks()) {
            Path output = folder.resolve("output");
            Process process = new ProcessBuilder(
                            java.toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            EstablishedTlsTest.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(output, StandardCharsets.UTF_8).lines())
                    .anyMatch(line -> line.matches("exported [0-9a-f]{64}"));
        }
    }

    @Test
    void anOlderJdkExportsNothingAndBindsToTheCertificate() throws Exception {
        Ends ends = connect(folder, "TLSv1.3");
        assertThat(ends.server().channelBinding("tls-exporter").isPresent())
                .isEqualTo(Runtime.version().feature() >= FIRST_WITH_EXPORTER);
        assertThat(ends.server().channelBinding("tls-server-end-point")).isPresent();
        assertThat(ends.server().channelBinding("tls-unique")).isEmpty();
        assertThat(ends.server().clientCertificate()).isEmpty();
    }

    private static List<Path> newerJdks() throws IOException {
        try (Stream<Path> beside =
                Files.list(Path.of(System.getProperty("java.home")).toRealPath().getParent())) {
            return beside.filter(home -> feature(home) >= FIRST_WITH_EXPORTER)
                    .map(home -> home.resolve("bin/java"))
                    .toList();
        }
    }

    private static int feature(Path home) {
        try {
            return Files.readAllLines(home.resolve("release")).stream()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> Runtime.Version.parse(line.replaceAll("JAVA_VERSION=|\"", ""))
                            .feature())
                    .findFirst()
                    .orElse(0);
        } catch (IOException | IllegalArgumentException e) {
            return 0;
        }
    }
}
