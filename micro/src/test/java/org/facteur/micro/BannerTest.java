package org.facteur.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BannerTest {
    @Test
    void itNamesPlacesConsoleDataAndTheFirstPassword() throws StartupFailure {
        Map<String, String> environment =
                Map.of("FACTEUR_BIND", "127.0.0.1", "FACTEUR_LMTP_PORT", "24", "FACTEUR_DATA_DIR", "/srv/mail");

        String banner = Banner.of(Settings.load(key -> null, environment::get), List.of("Administrator: admin"));

        assertThat(banner).isEqualTo("""

                        Facteur is ready.

                          SMTP         127.0.0.1:2525
                          Submission   127.0.0.1:2587 (STARTTLS), 127.0.0.1:2465 (TLS)
                          LMTP         127.0.0.1:24
                          POP3         127.0.0.1:2110 (STLS), 127.0.0.1:2995 (TLS)
                          IMAP         127.0.0.1:2143 (STARTTLS), 127.0.0.1:2993 (TLS)
                          ManageSieve  127.0.0.1:2190 (STARTTLS)
                          Console      http://127.0.0.1:8080/admin/
                          Data folder  /srv/mail

                          Administrator: admin

                          Ctrl-C stops it.

                        """);
    }

    @Test
    void anAddressOfTheSixthVersionIsShort() throws StartupFailure {
        Map<String, String> environment = Map.of("FACTEUR_BIND", "2001:db8::25");

        assertThat(Banner.of(Settings.load(key -> null, environment::get), List.of()))
                .contains("SMTP         [2001:db8::25]:2525\n")
                .contains("http://[2001:db8::25]:8080/admin/");
    }
}
