package org.facteur.wire.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Whether OpenSSL works here, found out once: a library of {@code netty-tcnative} that does not fit Netty's version can load, and
 * then fail in every handshake.
 */
final class OpenSslTrial {

    private static final Duration VALIDITY = Duration.ofHours(1);

    /** A handshake takes some ten; one that is still going on will not end. */
    private static final int MOST_STEPS = 200;

    private static final String THERE_IS_NONE = "there is no library of netty-tcnative that can be loaded here";

    private OpenSslTrial() {}

    /** Runs the trial when it is first asked for. */
    private static final class Result {
        static final Optional<String> PROBLEM = run();
    }

    /** Why it cannot be used, as the end of a sentence; empty if it can. */
    static Optional<String> problem() {
        return OpenSsl.isAvailable() ? Result.PROBLEM : Optional.of(THERE_IS_NONE);
    }

    private static Optional<String> run() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair keys = generator.generateKeyPair();
            X509Certificate certificate = certify(keys);
            SslContext server = SslContextBuilder.forServer(keys.getPrivate(), certificate)
                    .sslProvider(SslProvider.OPENSSL)
                    .build();
            SslContext client = SslContextBuilder.forClient()
                    .sslProvider(SslProvider.JDK)
                    .trustManager(certificate)
                    .endpointIdentificationAlgorithm(null)
                    .build();
            try {
                shakeHands(server.newEngine(ByteBufAllocator.DEFAULT), client.newEngine(ByteBufAllocator.DEFAULT));
                return Optional.empty();
            } finally {
                ReferenceCountUtil.release(server);
            }
        } catch (SSLException | GeneralSecurityException | OperatorException | RuntimeException | LinkageError e) {
            return Optional.of("the library of netty-tcnative that is here fails in a handshake (" + e + ")");
        }
    }

    private static X509Certificate certify(KeyPair keys) throws GeneralSecurityException, OperatorException {
        X500Name name = new X500Name("CN=localhost");
        Instant now = Instant.now();
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                name,
                                BigInteger.ONE,
                                Date.from(now.minus(VALIDITY)),
                                Date.from(now.plus(VALIDITY)),
                                name,
                                keys.getPublic())
                        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    }

    private static void shakeHands(SSLEngine server, SSLEngine client) throws SSLException {
        try {
            int packet = 4
                    * Math.max(
                            server.getSession().getPacketBufferSize(),
                            client.getSession().getPacketBufferSize());
            ByteBuffer toServer = ByteBuffer.allocate(packet);
            ByteBuffer toClient = ByteBuffer.allocate(packet);
            client.beginHandshake();
            server.beginHandshake();
            for (int i = 0; isBusy(server) || isBusy(client); i++) {
                if (i == MOST_STEPS) {
                    throw new SSLException("It does not end");
                }
                step(client, toClient, toServer);
                step(server, toServer, toClient);
            }
        } finally {
            ReferenceCountUtil.release(server);
        }
    }

    private static boolean isBusy(SSLEngine engine) {
        return engine.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING;
    }

    private static void step(SSLEngine engine, ByteBuffer in, ByteBuffer out) throws SSLException {
        switch (engine.getHandshakeStatus()) {
            case NEED_TASK -> {
                for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
                    task.run();
                }
            }
            case NEED_WRAP -> engine.wrap(ByteBuffer.allocate(0), out);
            default -> {
                in.flip();
                engine.unwrap(in, ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()));
                in.compact();
            }
        }
    }
}
