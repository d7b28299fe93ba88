package org.facteur.wire.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.handler.ssl.SslProvider;
import org.junit.jupiter.api.Test;

/** Where there is no library of {@code netty-tcnative}, as on the class path of the tests. */
class TlsProviderTest {

    @Test
    void theJdkDoesItWhereThereIsNoOpenSsl() throws Exception {
        assertThat(TlsProvider.AUTO.provider()).isEqualTo(SslProvider.JDK);
        assertThat(TlsProvider.JDK.provider()).isEqualTo(SslProvider.JDK);
    }

    @Test
    void whoInsistsOnOpenSslIsToldThatThereIsNone() {
        assertThatThrownBy(TlsProvider.OPENSSL::provider)
                .isInstanceOf(TlsIdentityException.class)
                .hasMessage("OpenSSL is asked for, but there is no library of netty-tcnative that can be loaded here");
    }

    @Test
    void itIsWrittenInAnyCase() {
        assertThat(TlsProvider.parse(" OpenSSL ")).isEqualTo(TlsProvider.OPENSSL);
        assertThatThrownBy(() -> TlsProvider.parse("gnutls")).hasMessageContaining("gnutls");
    }
}
