package org.facteur.wire.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.facteur.wire.abuse.AbuseLimits;
import org.facteur.wire.listener.PlaySession.Play;
import org.facteur.wire.tls.TlsIdentity;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients may show a certificate: what the server knows of them then. */
@Timeout(60)
class ClientCertificateTest {

    @TempDir
    Path folder;

    private final Play play = new Play();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private @Nullable ProtocolListener listener;

    /** A key and what somebody says of it. */
    private record Identity(KeyPair keys, X509Certificate certificate) {}

    private static Identity identity(String name, @Nullable Identity issuer) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair keys = generator.generateKeyPair();
        X500Name subject = new X500Name(name);
        X500Name by = issuer == null
                ? subject
                : new X500Name(issuer.certificate().getSubjectX500Principal().getName());
        Instant now = Instant.now();
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                by,
                BigInteger.valueOf(now.toEpochMilli()),
                Date.from(now.minus(Duration.ofHours(1))),
                Date.from(now.plus(Duration.ofHours(1))),
                subject,
                keys.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(issuer == null));
        KeyPair signer = issuer == null ? keys : issuer.keys();
        return new Identity(
                keys,
                new JcaX509CertificateConverter()
                        .getCertificate(builder.build(
                                new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate()))));
    }

    private Path pem(Object object) throws IOException {
        Path file = folder.resolve("authorities.pem");
        try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(file))) {
            writer.writeObject(object);
        }
        return file;
    }

    private Identity authority;

    @BeforeEach
    void listen() throws Exception {
        authority = identity("CN=Authority", null);
        TlsIdentity tls = TlsIdentity.selfSigned(folder, "localhost", Optional.of(pem(authority.certificate())));
        assertThat(tls.asksForCertificate()).isTrue();
        listener = ProtocolListener.start(
                new ListenerSettings(
                        List.of("127.0.0.1"), false, Set.of(), Optional.empty(), 10, 0, List.of(), AbuseLimits.NONE),
                List.of(new ListenerPort("play", 0, Encryption.IMPLICIT, play::open)),
                tls,
                loops,
                workers);
    }

    @AfterEach
    void close() throws Exception {
        if (listener != null) {
            listener.stop(Duration.ofSeconds(2));
        }
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).sync();
        workers.shutdownNow();
    }

    private String certificateSeen(@Nullable Identity client, String protocol) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        if (client != null) {
            store.setKeyEntry("me", client.keys().getPrivate(), new char[0], new Certificate[] {client.certificate()});
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, new char[0]);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new Anyone()}, null);
        int port = listener == null ? 0 : listener.addresses().get(0).getPort();
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.setEnabledProtocols(new String[] {protocol});
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            assertThat(in.readLine()).isEqualTo("hello");
            socket.getOutputStream().write("certificate\r\n".getBytes(StandardCharsets.US_ASCII));
            return in.readLine();
        }
    }

    @Test
    void aCertificateOfTheAuthorityNamesItsClient() throws Exception {
        Identity alice = identity("CN=alice", authority);
        assertThat(certificateSeen(alice, "TLSv1.3")).isEqualTo("CN=alice");
        assertThat(certificateSeen(alice, "TLSv1.2")).isEqualTo("CN=alice");
    }

    @Test
    void aClientNeedsNone() throws Exception {
        assertThat(certificateSeen(null, "TLSv1.3")).isEqualTo("none");
        assertThat(certificateSeen(null, "TLSv1.2")).isEqualTo("none");
    }

    /** The client's own library does not show it, since the server names its authorities; one that does is cut off. */
    @Test
    void aCertificateOfAnotherAuthorityNamesNobody() throws Exception {
        Identity mallory = identity("CN=alice", identity("CN=Authority", null));
        assertThatThrownBy(() -> certificateSeen(mallory, "TLSv1.3")).isInstanceOf(IOException.class);
    }

    /** Who the server is does not matter here. */
    private static final class Anyone implements X509TrustManager {

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
