package org.facteur.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustedAuthoritiesTest {

    @TempDir
    Path folder;

    @Test
    void whoseAuthorityIsKnownIsTrustedForAsLongAsItSays() throws Exception {
        TestAuthority authority = TestAuthority.in(folder.resolve("known"));
        TrustedAuthorities trusted = TrustedAuthorities.fromFile(authority.file());
        X509Certificate good = authority.issue("mx.example.org").certificate();
        Instant now = Instant.now();

        assertThat(trusted.flaw(List.of(good, authority.certificate()))).isEmpty();
        assertThat(trusted.flaw(List.of(good)))
                .as("the authority's own need not be sent")
                .isEmpty();
        assertThat(trusted.flaw(List.of(authority
                        .issue(now.minus(Duration.ofHours(1)), "mx.example.org")
                        .certificate())))
                .contains("has expired");
        assertThat(trusted.flaw(List.of(authority
                        .issue(now.plus(Duration.ofDays(20)), "mx.example.org")
                        .certificate())))
                .contains("is not valid yet");
    }

    @Test
    void whoseAuthorityIsNotKnownIsNot() throws Exception {
        TestAuthority other = TestAuthority.in(folder.resolve("other"));
        List<X509Certificate> chain = List.of(other.issue("mx.example.org").certificate(), other.certificate());

        assertThat(TrustedAuthorities.ofPlatform().flaw(chain)).contains("is of an authority that is not trusted");
        assertThat(TrustedAuthorities.fromFile(
                                TestAuthority.in(folder.resolve("known")).file())
                        .flaw(chain))
                .contains("is of an authority that is not trusted");
        assertThat(TrustedAuthorities.ofPlatform().flaw(List.of())).contains("is missing");
    }

    @Test
    void aFileWithoutAuthoritiesIsRefused() throws Exception {
        Path empty = Files.createFile(folder.resolve("empty.pem"));

        assertThatThrownBy(() -> TrustedAuthorities.fromFile(empty)).isInstanceOf(TlsIdentityException.class);
        assertThatThrownBy(() -> TrustedAuthorities.fromFile(folder.resolve("missing.pem")))
                .isInstanceOf(TlsIdentityException.class);
    }
}
