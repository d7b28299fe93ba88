package org.facteur.benchmarks.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.ReferenceCountUtil;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * What TLS 1.3 costs the server's side of one thread, with the engine of the JDK and with OpenSSL where a library of
 * {@code netty-tcnative} is on the class path: full handshakes, and octets out and in. Two engines talk in memory; only the processor's time of the server's counts.
 *
 * <p>{@code benchmarks/run tls.TlsEngines [SECONDS]}: each figure is the median of five times so many seconds, the two engines in
 * turns, behind one that is not counted.
 */
public final class TlsEngines {

    private static final int ROUNDS = 5;
    private static final int RECORD = 16 << 10;

    private final SslContext server;
    private final SslContext client;
    private long spent;

    private TlsEngines(SslProvider provider, KeyPair keys, X509Certificate certificate) throws SSLException {
        server = SslContextBuilder.forServer(keys.getPrivate(), certificate)
                .sslProvider(provider)
                .protocols("TLSv1.3")
                .build();
        client = SslContextBuilder.forClient()
                .sslProvider(SslProvider.JDK)
                .protocols("TLSv1.3")
                .trustManager(InsecureTrustManagerFactory.INSTANCE)
                .endpointIdentificationAlgorithm(null)
                .build();
    }

    public static void main(String[] arguments) throws Exception {
        double seconds = arguments.length == 0 ? 2 : Double.parseDouble(arguments[0]);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair keys = generator.generateKeyPair();
        X509Certificate certificate = certify(keys);

        System.out.println("JDK " + Runtime.version()
                + (OpenSsl.isAvailable() ? ", " + OpenSsl.versionString() : ", no library of netty-tcnative"));
        List<SslProvider> providers = new ArrayList<>(List.of(SslProvider.JDK));
        if (OpenSsl.isAvailable()) {
            providers.add(SslProvider.OPENSSL);
        }
        List<TlsEngines> engines = new ArrayList<>();
        for (SslProvider provider : providers) {
            engines.add(new TlsEngines(provider, keys, certificate));
        }
        compare("handshakes/s", providers, engines, engine -> engine.handshakes(seconds));
        compare("MB/s out", providers, engines, engine -> engine.throughput(seconds, true));
        compare("MB/s in", providers, engines, engine -> engine.throughput(seconds, false));
    }

    /** One kind of work of one engine. */
    @FunctionalInterface
    private interface Work {
        double figure(TlsEngines engines) throws SSLException;
    }

    private static void compare(String unit, List<SslProvider> providers, List<TlsEngines> engines, Work work)
            throws SSLException {
        List<List<Double>> figures = new ArrayList<>();
        for (TlsEngines each : engines) {
            work.figure(each);
            figures.add(new ArrayList<>());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < engines.size(); i++) {
                figures.get(i).add(work.figure(engines.get(i)));
            }
        }
        for (int i = 0; i < engines.size(); i++) {
            List<Double> sorted = figures.get(i).stream().sorted().toList();
            System.out.printf(Locale.ROOT, "%-8s %,12.0f %s%n", providers.get(i), sorted.get(ROUNDS / 2), unit);
        }
    }

    /** Of this thread: what others want from the processors meanwhile does not count. */
    private static long processorTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private double handshakes(double seconds) throws SSLException {
        long count = 0;
        spent = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            connected().release();
            count++;
        }
        return count / (spent / 1e9);
    }

    private double throughput(double seconds, boolean out) throws SSLException {
        Pair pair = connected();
        byte[] octets = new byte[RECORD];
        long records = 0;
        spent = 0;
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            pair.pass(ByteBuffer.wrap(octets), out);
            records++;
        }
        pair.release();
        return records * (double) RECORD / 1e6 / (spent / 1e9);
    }

    private Pair connected() throws SSLException {
        Pair pair = new Pair(
                server.newEngine(ByteBufAllocator.DEFAULT),
                client.newEngine(ByteBufAllocator.DEFAULT, "mail.example.test", 25));
        pair.connect();
        return pair;
    }

    /** A server and a client, and what each has said that the other has not heard. */
    private final class Pair {

        private final SSLEngine server;
        private final SSLEngine client;
        private final ByteBuffer toClient;
        private final ByteBuffer toServer;
        private final ByteBuffer heard;

        Pair(SSLEngine server, SSLEngine client) {
            this.server = server;
            this.client = client;
            int packet = 4
                    * Math.max(
                            client.getSession().getPacketBufferSize(),
                            server.getSession().getPacketBufferSize());
            toClient = ByteBuffer.allocateDirect(packet);
            toServer = ByteBuffer.allocateDirect(packet);
            heard = ByteBuffer.allocateDirect(packet);
        }

        void connect() throws SSLException {
            ByteBuffer nothing = ByteBuffer.allocate(0);
            do {
                client.wrap(nothing, toServer);
                runTasks(client);
                hear(client, toClient);
                long start = processorTime();
                hear(server, toServer);
                HandshakeStatus status = server.getHandshakeStatus();
                while (status == HandshakeStatus.NEED_WRAP) {
                    server.wrap(nothing, toClient);
                    runTasks(server);
                    status = server.getHandshakeStatus();
                }
                spent += processorTime() - start;
            } while (isBusy(server) || isBusy(client) || toServer.position() > 0 || toClient.position() > 0);
        }

        private boolean isBusy(SSLEngine engine) {
            return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
        }

        /** Takes in what is there. */
        private void hear(SSLEngine engine, ByteBuffer said) throws SSLException {
            said.flip();
            SSLEngineResult result;
            do {
                heard.clear();
                result = engine.unwrap(said, heard);
                runTasks(engine);
            } while (said.hasRemaining()
                    && result.getStatus() == SSLEngineResult.Status.OK
                    && engine.getHandshakeStatus() != HandshakeStatus.NEED_WRAP);
            said.compact();
        }

        private void runTasks(SSLEngine engine) {
            for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                task.run();
            }
        }

        /** One record of data, of which only what the server does is timed. */
        void pass(ByteBuffer data, boolean out) throws SSLException {
            while (data.hasRemaining()) {
                if (out) {
                    long start = processorTime();
                    server.wrap(data, toClient);
                    spent += processorTime() - start;
                    hear(client, toClient);
                } else {
                    client.wrap(data, toServer);
                    long start = processorTime();
                    hear(server, toServer);
                    spent += processorTime() - start;
                }
            }
        }

        void release() {
            ReferenceCountUtil.release(server);
        }
    }

    private static X509Certificate certify(KeyPair keys) throws Exception {
        X500Name name = new X500Name("CN=mail.example.test");
        Instant now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now.minus(Duration.ofHours(1))),
                                Date.from(now.plus(Duration.ofDays(1))),
                                name,
                                keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }
}
