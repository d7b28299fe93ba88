package org.facteur.imap.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.spi.InvalidPropertyException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.facteur.imap.session.ImapSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ImapActivationSpecTest {

    private final ImapActivationSpec spec = new ImapActivationSpec();

    @Test
    void theDefaultsAreThoseOfTheSessions() throws InvalidPropertyException {
        spec.setHostname("mail.example.test");
        spec.validate();
        assertThat(spec.settings()).isEqualTo(ImapSettings.of("mail.example.test", spec.spoolFolder()));
    }

    @Test
    void whatIsConfiguredReachesTheSessions() throws InvalidPropertyException {
        spec.setLoginTimeout("PT30S");
        spec.setIdleTimeout("PT1H");
        spec.setMaxBadCommandsBeforeLogin("1");
        spec.setMaxBadCommands("50");
        spec.setMaxMessageSize("300000000");
        spec.setMaxLineLength("1000");
        spec.setMaxLiterals("2000");
        spec.setMaxLineLengthBeforeLogin("500");
        spec.setMaxLiteralsBeforeLogin("0");
        spec.setMaxConnectionsPerUser("7");
        ImapSettings settings = spec.settings();
        assertThat(settings.loginPatience()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.patience()).isEqualTo(Duration.ofHours(1));
        assertThat(settings.badCommandsBeforeLogin()).isEqualTo(1);
        assertThat(settings.badCommands()).isEqualTo(50);
        assertThat(settings.limits().message()).isEqualTo(300_000_000);
        assertThat(settings.limits().discard()).isGreaterThanOrEqualTo(300_000_000);
        assertThat(settings.limits().line()).isEqualTo(1000);
        assertThat(settings.limits().literals()).isEqualTo(2000);
        assertThat(settings.limits().lineBeforeLogin()).isEqualTo(500);
        assertThat(settings.limits().literalsBeforeLogin()).isZero();
        assertThat(settings.connectionsOfUser()).isEqualTo(7);
    }

    private record Mistake(String property, Consumer<ImapActivationSpec> mistake) {
        @Override
        public String toString() {
            return property;
        }
    }

    private static Stream<Mistake> mistakes() {
        return Stream.of(
                new Mistake("loginTimeout", spec -> spec.setLoginTimeout("soon")),
                new Mistake("loginTimeout", spec -> spec.setLoginTimeout("PT0S")),
                new Mistake("idleTimeout", spec -> spec.setIdleTimeout("PT29M")),
                new Mistake("maxBadCommandsBeforeLogin", spec -> spec.setMaxBadCommandsBeforeLogin("0")),
                new Mistake("maxBadCommands", spec -> spec.setMaxBadCommands("many")),
                new Mistake("maxMessageSize", spec -> spec.setMaxMessageSize("3000000000")),
                new Mistake("maxLineLength", spec -> spec.setMaxLineLength("-1")),
                new Mistake("maxLiterals", spec -> spec.setMaxLiterals("")),
                new Mistake("maxLineLengthBeforeLogin", spec -> spec.setMaxLineLengthBeforeLogin("0")),
                new Mistake("maxLiteralsBeforeLogin", spec -> spec.setMaxLiteralsBeforeLogin("-1")),
                new Mistake("maxConnectionsPerUser", spec -> spec.setMaxConnectionsPerUser("0")),
                new Mistake("port", spec -> spec.setPort("143143")));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedBeforeAnythingStarts(Mistake mistake) {
        mistake.mistake().accept(spec);
        assertThatThrownBy(spec::validate)
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining("The property " + mistake.property() + " is '");
    }
}
