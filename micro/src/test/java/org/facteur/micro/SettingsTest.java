package org.facteur.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static Settings load(Map<String, String> properties, Map<String, String> environment)
            throws StartupFailure {
        return Settings.load(properties::get, environment::get);
    }

    @Test
    void withoutConfigurationTheListenersOfTheContractAreOnLoopback() throws StartupFailure {
        Settings settings = load(Map.of(), Map.of());

        assertThat(settings.listeners())
                .extracting(Settings.Listener::name, Settings.Listener::port)
                .map(tuple -> tuple.toList().get(0) + " " + tuple.toList().get(1))
                .containsExactly(
                        "SMTP 2525",
                        "Submission (STARTTLS) 2587",
                        "Submission (TLS) 2465",
                        "POP3 (STLS) 2110",
                        "POP3 (TLS) 2995",
                        "IMAP (STARTTLS) 2143",
                        "IMAP (TLS) 2993",
                        "ManageSieve (STARTTLS) 2190",
                        "Console 8080");
        assertThat(settings.bind()).isNotEmpty().allMatch(InetAddress::isLoopbackAddress);
        assertThat(settings.dataFolder())
                .isAbsolute()
                .isEqualTo(Path.of("facteur-data").toAbsolutePath());
        assertThat(settings.httpPort()).isEqualTo(8080);
    }

    @Test
    void aSystemPropertyComesBeforeTheEnvironment() throws StartupFailure {
        Settings settings = load(
                Map.of("facteur.http.port", "9000"), Map.of("FACTEUR_HTTP_PORT", "9001", "FACTEUR_LMTP_PORT", "24"));

        assertThat(settings.httpPort()).isEqualTo(9000);
        assertThat(settings.listeners()).extracting(Settings.Listener::name).contains("LMTP");
    }

    @Test
    void portZeroSwitchesAListenerOff() throws StartupFailure {
        Settings settings = load(Map.of("facteur.pop3.port", "0"), Map.of());

        assertThat(settings.listeners())
                .extracting(Settings.Listener::name)
                .doesNotContain("POP3 (STLS)")
                .contains("POP3 (TLS)");
    }

    @Test
    void anEmptyValueIsNoValue() throws StartupFailure {
        assertThat(load(Map.of(), Map.of("FACTEUR_HTTP_PORT", " ")).httpPort()).isEqualTo(8080);
    }

    @ParameterizedTest
    @ValueSource(strings = {"smtp", "-1", "65536", "25 25", "99999999999"})
    void whatIsNoPortIsNamedWithItsVariable(String value) {
        assertThatThrownBy(() -> load(Map.of(), Map.of("FACTEUR_SMTP_PORT", value)))
                .isInstanceOf(StartupFailure.class)
                .hasMessage("FACTEUR_SMTP_PORT is no port (0 to 65535): " + value + ".");
    }

    @Test
    void anAddressThatIsNoneIsNamed() {
        assertThatThrownBy(() -> load(Map.of(), Map.of("FACTEUR_BIND", "no host")))
                .isInstanceOf(StartupFailure.class)
                .hasMessageContaining("FACTEUR_BIND")
                .hasMessageContaining("no host");
    }

    @Test
    void severalAddressesAndAStarForAllAreUnderstood() throws StartupFailure {
        assertThat(load(Map.of(), Map.of("FACTEUR_BIND", "127.0.0.1, ::1")).bind())
                .hasSize(2);
        Settings everywhere = load(Map.of(), Map.of("FACTEUR_BIND", "*"));
        assertThat(everywhere.bind()).hasSize(1).allMatch(InetAddress::isAnyLocalAddress);
        assertThat(everywhere.hostname()).isEqualTo("localhost");
    }
}
