package org.facteur.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.facteur.wire.dns.TlsaRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificates TLSA records name. */
class TlsaVerifierTest {

    /** Made by OpenSSL, as are its digests below. */
    private static final String VECTOR = """
        -----BEGIN CERTIFICATE-----
        MIIBlDCCATqgAwIBAgIUMDg9/+/O8qUn9u82gWRvFHghyZYwCgYIKoZIzj0EAwIw
        ETEPMA0GA1UEAwwGdmVjdG9yMCAXDTI2MTEyMjExNTk0MloYDzIxMjYxMDI5MTE1
        OTQyWjARMQ8wDQYDVQQDDAZ2ZWN0b3IwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
        AAQmkqZLi+iONWGd/yrNK4Q7Iv3ZbVvfXG111UMgH8XjcHM3d++IMfTJrlbS8DCv
        ingNzTmak9NbnAC3l5Kaqfxdo24wbDAdBgNVHQ4EFgQUvjWOlmkvFjnGSBJe85bm
        QfxNMP0wHwYDVR0jBBgwFoAUvjWOlmkvFjnGSBJe85bmQfxNMP0wDwYDVR0TAQH/
        BAUwAwEB/zAZBgNVHREEEjAQgg5teC52ZWN0b3IudGVzdDAKBggqhkjOPQQDAgNI
        ADBFAiBS0E8Rpj/rhCa8E4NYgTcX02EXIgHqn+QVTVR1VE2X+QIhAJCVZrwdykCj
        vYyAtgjqv5PguKx1eYQfVBQ+Um8I3TAq
        -----END CERTIFICATE-----
        """;

    private static final List<String> NAMES = List.of("mx.there.test");

    @TempDir
    Path folder;

    private TestAuthority authority;
    private X509Certificate server;

    @BeforeEach
    void certificates() {
        authority = TestAuthority.in(folder);
        server = authority.issue("mx.there.test").certificate();
    }

    private static TlsaRecord record(int usage, int selector, int matching, byte[] data) {
        return new TlsaRecord(usage, selector, matching, data);
    }

    private static TlsaVerifier verifier(TlsaRecord... records) {
        return new TlsaVerifier(Arrays.asList(records));
    }

    private static byte[] digest(String algorithm, byte[] octets) throws Exception {
        return MessageDigest.getInstance(algorithm).digest(octets);
    }

    private TlsaRecord ofAuthority() throws Exception {
        return record(2, 0, 1, digest("SHA-256", authority.certificate().getEncoded()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3 0 1 30742472bfed1c0e61db2dbb7ca6e217b05e8dd8187a99885db81b044e2bf14b",
                "3 0 2"
                        + " f355e8b91d2c7faf720bb9fa838f36a6e74b67d574223141c28881d34aed2e385ae1062474b5cb43b68a02e90de2b543b8a3da16433537551ec78186bb57dfde",
                "3 1 1 2d1c2101369f420b0549ef929eaa3b1373c2b8cb79c1de0b308f064634c01328",
                "3 1 2"
                        + " 548ab5b34d8f04ef50de06dbbec46f5ad7fe51b7163bfe07a64b245d288f84d4bdd1b1313450baaba346e06f0c204a4474d634805795dd6b8c0d99404dbdf9ba",
                "3 1 0"
                        + " 3059301306072a8648ce3d020106082a8648ce3d030107034200042692a64b8be88e35619dff2acd2b843b22fdd96d5bdf5c6d75d543201fc5e370733777ef8831f4c9ae56d2f030af8a780dcd399a93d35b9c00b797929aa9fc5d",
            })
    void everyFormOfARecordNamesItsCertificate(String text) throws Exception {
        X509Certificate vector = (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(VECTOR.getBytes(StandardCharsets.US_ASCII)));
        String[] fields = text.split(" ");
        TlsaRecord record = record(
                Integer.parseInt(fields[0]),
                Integer.parseInt(fields[1]),
                Integer.parseInt(fields[2]),
                HexFormat.of().parseHex(fields[3]));

        assertThat(verifier(record).flaw(List.of(vector), List.of("other.test")))
                .isEmpty();
        assertThat(verifier(record).flaw(List.of(server), NAMES)).contains("is none that the TLSA records name");
    }

    @Test
    void anAuthorityVouchesForNameAndTime() throws Exception {
        TlsaVerifier verifier = verifier(ofAuthority());
        X509Certificate expired = authority
                .issue(Instant.now().minus(Duration.ofHours(1)), "mx.there.test")
                .certificate();

        assertThat(verifier.flaw(List.of(server, authority.certificate()), NAMES))
                .isEmpty();
        assertThat(verifier.flaw(List.of(server, authority.certificate()), List.of("other.test")))
                .contains("is for mx.there.test, not for other.test");
        assertThat(verifier.flaw(List.of(expired, authority.certificate()), NAMES))
                .isPresent();
        assertThat(verifier.flaw(List.of(server), NAMES))
                .as("it has to be shown")
                .isPresent();
    }

    @Test
    void anAuthorityThatIsWhollyInTheRecordNeedNotBeShown() throws Exception {
        byte[] whole = authority.certificate().getEncoded();
        byte[] key = authority.certificate().getPublicKey().getEncoded();

        assertThat(verifier(record(2, 0, 0, whole)).flaw(List.of(server), NAMES))
                .isEmpty();
        assertThat(verifier(record(2, 1, 0, key)).flaw(List.of(server), NAMES)).isEmpty();
        X509Certificate other =
                TestAuthority.in(folder.resolve("other")).issue("mx.there.test").certificate();
        assertThat(verifier(record(2, 0, 0, whole)).flaw(List.of(other), NAMES)).isPresent();
        assertThat(verifier(record(2, 1, 0, key)).flaw(List.of(other), NAMES)).isPresent();
    }

    @Test
    void whoeverShowsAnAuthorityIsNotVouchedForByIt() throws Exception {
        X509Certificate other =
                TestAuthority.in(folder.resolve("other")).issue("mx.there.test").certificate();

        assertThat(verifier(ofAuthority()).flaw(List.of(other, authority.certificate()), NAMES))
                .isPresent();
    }

    @Test
    void aServerIsNoAuthority() throws Exception {
        TlsaRecord record = record(2, 0, 1, digest("SHA-256", server.getEncoded()));

        assertThat(verifier(record).flaw(List.of(server), NAMES)).isPresent();
        assertThat(verifier(record).flaw(List.of(server, server), NAMES)).isPresent();
    }

    @Test
    void whatIsOfNoUseIsPassedOver() {
        byte[] octets = new byte[32];

        assertThat(verifier().isUseless()).isTrue();
        assertThat(verifier(
                                record(0, 0, 1, octets),
                                record(1, 0, 1, octets),
                                record(255, 0, 1, octets),
                                record(3, 2, 1, octets),
                                record(3, 0, 3, octets),
                                record(3, 0, 2, octets),
                                record(3, 0, 1, new byte[31]),
                                record(3, 0, 0, new byte[0]))
                        .isUseless())
                .isTrue();
        assertThat(verifier(record(1, 0, 1, octets), record(3, 0, 1, octets)).isUseless())
                .isFalse();
    }

    @Test
    void ofTwoDigestsTheStrongerCounts() throws Exception {
        TlsaRecord right = record(3, 0, 1, digest("SHA-256", server.getEncoded()));

        assertThat(verifier(right, record(3, 0, 2, new byte[64])).flaw(List.of(server), NAMES))
                .isPresent();
        assertThat(verifier(right, record(3, 1, 2, new byte[64])).flaw(List.of(server), NAMES))
                .isEmpty();
    }

    @Test
    void nonsenseIsNoRecordAndNoFailure() throws Exception {
        Random random = new Random(6698);
        for (int i = 0; i < 500; i++) {
            byte[] data = new byte[random.nextInt(200)];
            random.nextBytes(data);
            TlsaVerifier verifier = verifier(record(random.nextInt(5), random.nextInt(3), 0, data));
            assertThat(verifier.flaw(List.of(server, authority.certificate()), NAMES))
                    .isPresent();
        }
        assertThat(verifier(ofAuthority()).flaw(List.of(), NAMES)).contains("is missing");
    }
}
