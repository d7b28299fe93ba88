package org.facteur.smtp.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.resource.spi.InvalidPropertyException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.session.SmtpLimits;
import org.facteur.wire.listener.Encryption;
import org.facteur.wire.listener.ListenerPort;
import org.junit.jupiter.api.Test;

class SmtpActivationSpecTest {

    @Test
    void unconfiguredItIsARelayWithTheDefaultLimits() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.validate();
        assertThat(spec.smtpService()).isEqualTo(SmtpService.RELAY);
        assertThat(spec.limits()).isEqualTo(SmtpLimits.DEFAULT);
    }

    @Test
    void everyPropertyCounts() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setService("lmtp");
        spec.setMaxMessageSize("1000");
        spec.setMaxRecipients("101");
        spec.setMaxHops("102");
        spec.setMaxErrors("3");
        spec.setMaxFailedLogins("4");
        spec.setIdleTimeout("PT10S");
        spec.validate();
        assertThat(spec.smtpService()).isEqualTo(SmtpService.LMTP);
        assertThat(spec.limits()).isEqualTo(new SmtpLimits(1000, 101, 102, 3, 4, Duration.ofSeconds(10)));
    }

    @Test
    void aWrongValueIsNamed() {
        assertRefused(spec -> spec.setService("POP3"), "service");
        assertRefused(spec -> spec.setMaxMessageSize("50 MB"), "maxMessageSize");
        assertRefused(spec -> spec.setMaxMessageSize("0"), "maxMessageSize");
        assertRefused(spec -> spec.setMaxRecipients("99"), "maxRecipients");
        assertRefused(spec -> spec.setMaxHops("99"), "maxHops");
        assertRefused(spec -> spec.setMaxErrors(""), "maxErrors");
        assertRefused(spec -> spec.setMaxFailedLogins("-1"), "maxFailedLogins");
        assertRefused(spec -> spec.setIdleTimeout("5 minutes"), "idleTimeout");
        assertRefused(spec -> spec.setIdleTimeout("PT0S"), "idleTimeout");
        assertRefused(spec -> spec.setIdleTimeout("-PT1S"), "idleTimeout");
        assertRefused(spec -> spec.setAuthChecks("true"), "authChecks");
        assertRefused(spec -> spec.setAuthTimeout("PT3M"), "authTimeout");
        assertRefused(spec -> spec.setAuthTimeout("PT0S"), "authTimeout");
    }

    @Test
    void aServiceHasAPortForEachKindOfEncryption() throws Exception {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        spec.setService("SUBMISSION");
        spec.setPort("2587");
        spec.setTlsPort("2465");
        SmtpListener listener = message -> List.of();
        assertThat(new SmtpResourceAdapter().ports(spec, listener))
                .extracting(ListenerPort::service, ListenerPort::number, ListenerPort::encryption)
                .containsExactly(
                        tuple("submission", 2587, Encryption.ON_REQUEST),
                        tuple("submission", 2465, Encryption.IMPLICIT));
    }

    @Test
    void onlyMailOfOtherServersIsChecked() throws Exception {
        for (SmtpService service : SmtpService.values()) {
            SmtpActivationSpec spec = new SmtpActivationSpec();
            spec.setService(service.name());
            spec.setDnsServers("127.0.0.1:1");
            assertThat(spec.checks(Clock.systemUTC())).isEmpty();
            spec.setAuthChecks("on");
            assertThat(spec.checks(Clock.systemUTC()).isPresent()).isEqualTo(service == SmtpService.RELAY);
        }
    }

    private static void assertRefused(Consumer<SmtpActivationSpec> change, String property) {
        SmtpActivationSpec spec = new SmtpActivationSpec();
        change.accept(spec);
        assertThatThrownBy(spec::validate)
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageStartingWith("The property " + property + " is '");
    }
}
