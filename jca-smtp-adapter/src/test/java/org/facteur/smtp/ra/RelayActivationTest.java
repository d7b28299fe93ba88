package org.facteur.smtp.ra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.resource.spi.InvalidPropertyException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Consumer;
import org.facteur.api.account.Secret;
import org.facteur.api.queue.HopLogin;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.queue.TlsLevel;
import org.facteur.smtp.relay.MemoryQueue;
import org.facteur.wire.dns.TestNameServer;
import org.facteur.wire.remote.ScriptedRemote;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bean that keeps a queue, as a server activates it. */
class RelayActivationTest {

    @Test
    void mailOfAnEndpointIsPassedOnUntilItIsDeactivated() throws Exception {
        MemoryQueue queue = new MemoryQueue();
        SmtpResourceAdapter adapter = new SmtpResourceAdapter();
        try (TestNameServer names = TestNameServer.start();
                ScriptedRemote remote = ScriptedRemote.start();
                EndpointHost host = new EndpointHost(QueueListener.class, queue)) {
            names.with("there.test. 60 IN A 127.0.0.1");
            RelayActivationSpec spec = new RelayActivationSpec();
            spec.setDnsServers(names.setting());
            spec.setPort(Integer.toString(remote.port()));
            spec.setHostname("mail.here.test");
            adapter.start(host.context());
            adapter.endpointActivation(host.factory(), spec);

            queue.add("Subject: one\r\n\r\n", "bob@there.test");
            await().until(() -> !queue.outcomes("bob@there.test").isEmpty());
            adapter.endpointDeactivation(host.factory(), spec);
            queue.add("Subject: two\r\n\r\n", "carol@there.test");

            assertThat(remote.messages()).hasSize(1);
            assertThat(remote.commands()).startsWith("EHLO mail.here.test");
            assertThat(host.openEndpoints()).isZero();
        } finally {
            adapter.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "port, 0",
        "port, mail",
        "ownPort, -1",
        "workers, 0",
        "maxConnections, none",
        "smarthost, mail.example.org",
        "smarthost, mail.example.org:0",
        "smarthost, ::1:25",
        "dnsServers, 127.0.0.1:dns",
        "endTimeout, PT0S",
        "tlsLevel, always",
        "policyPort, 0",
        "dnsIsTrusted, maybe",
        "tlsAuthorities, /missing.pem",
        "commandTimeout, 5 minutes",
        "smarthostUser, me",
        "smarthostTls, always",
        "smarthostTlsAtOnce, maybe",
        "smarthostSource, 192.0.2.1",
        "smarthostSource, localhost"
    })
    void whatIsWrongIsNamed(String property, String value) {
        RelayActivationSpec spec = new RelayActivationSpec();
        spec.setSmarthost("smart.test:587");
        Consumer<String> setter = switch (property) {
            case "port" -> spec::setPort;
            case "ownPort" -> spec::setOwnPort;
            case "workers" -> spec::setWorkers;
            case "maxConnections" -> spec::setMaxConnections;
            case "smarthost" -> spec::setSmarthost;
            case "smarthostUser" -> spec::setSmarthostUser;
            case "smarthostTls" -> spec::setSmarthostTls;
            case "smarthostTlsAtOnce" -> spec::setSmarthostTlsAtOnce;
            case "smarthostSource" -> spec::setSmarthostSource;
            case "dnsServers" -> spec::setDnsServers;
            case "endTimeout" -> spec::setEndTimeout;
            case "tlsLevel" -> spec::setTlsLevel;
            case "policyPort" -> spec::setPolicyPort;
            case "dnsIsTrusted" -> spec::setDnsIsTrusted;
            case "tlsAuthorities" -> spec::setTlsAuthorities;
            default -> spec::setCommandTimeout;
        };
        setter.accept(value);

        assertThatThrownBy(spec::validate)
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageContaining(property);
    }

    @Test
    void theSmarthostIsAHostAndAPort() throws Exception {
        RelayActivationSpec spec = new RelayActivationSpec();
        spec.setSmarthost("[::1]:2525");

        assertThat(spec.relaySettings().smarthost()).isEqualTo(Optional.of(new NextHop("::1", 2525)));
    }

    @Test
    void theSmarthostMayAskForALoginAndForTls() throws Exception {
        RelayActivationSpec spec = new RelayActivationSpec();
        spec.setSmarthost("smart.test:465");
        spec.setSmarthostUser("me");
        spec.setSmarthostPassword(" letter box ");
        spec.setSmarthostTls("verify");
        spec.setSmarthostTlsAtOnce("true");
        spec.setSmarthostSource("127.0.0.1");

        assertThat(spec.relaySettings().smarthost())
                .contains(new NextHop(
                        "smart.test",
                        465,
                        NextHop.Protocol.SMTP,
                        Optional.of(TlsLevel.VERIFY),
                        true,
                        Optional.of(new HopLogin("me", new Secret(" letter box "), false)),
                        Optional.of(InetAddress.getByName("127.0.0.1"))));
        spec.setSmarthostTls("none");
        assertThatThrownBy(spec::validate).hasMessageContaining("smarthostTls");
    }
}
