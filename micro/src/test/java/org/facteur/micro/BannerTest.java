package org.facteur.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BannerTest {
    @Test
    void itNamesPortsConsoleDataAndTheFirstPassword() throws StartupFailure {
        Map<String, String> environment =
                Map.of("FACTEUR_BIND", "127.0.0.1", "FACTEUR_LMTP_PORT", "24", "FACTEUR_DATA_DIR", "/srv/mail");

        String banner = Banner.of(Settings.load(key -> null, environment::get), List.of("Administrator: admin"));

        assertThat(banner)
                .contains("SMTP 2525, submission 2587, submissions 2465, LMTP 24")
                .contains("POP3 2110, POP3S 2995, IMAP 2143, IMAPS 2993, ManageSieve 2190")
                .contains("127.0.0.1")
                .contains("http://127.0.0.1:8080/admin/")
                .contains("/srv/mail")
                .contains("  Administrator: admin\n");
    }

    @Test
    void anAddressOfTheSixthVersionIsShort() throws StartupFailure {
        Map<String, String> environment = Map.of("FACTEUR_BIND", "2001:db8::25");

        assertThat(Banner.of(Settings.load(key -> null, environment::get), List.of()))
                .contains("Address  2001:db8::25\n")
                .contains("http://[2001:db8::25]:8080/admin/");
    }
}
