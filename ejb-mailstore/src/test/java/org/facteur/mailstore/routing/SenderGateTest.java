package org.facteur.mailstore.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpService;
import org.junit.jupiter.api.Test;

class SenderGateTest {

    private final AtomicInteger headersRead = new AtomicInteger();
    private final AtomicInteger domainsLookedUp = new AtomicInteger();

    private RouteRepository nothingIsLocal() {
        InvocationHandler isLocal = (proxy, method, arguments) -> {
            assertThat(method.getName()).isEqualTo("isLocal");
            domainsLookedUp.incrementAndGet();
            return false;
        };
        return (RouteRepository) Proxy.newProxyInstance(
                RouteRepository.class.getClassLoader(), new Class<?>[] {RouteRepository.class}, isLocal);
    }

    private static Group group(int number) {
        return new Group(
                "group" + number + "@here.test",
                "",
                Posting.MEMBERS,
                Optional.empty(),
                Set.of("bob@there.test"),
                Set.of());
    }

    @Test
    void aMessageIsAskedAboutOnceForAllItsGroups() {
        SmtpClient client = new SmtpClient(
                SmtpService.RELAY,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 40_000),
                "there.test",
                Optional.empty(),
                Optional.empty());
        Gate gate = new SenderGate(
                client,
                "bob@there.test",
                () -> {
                    headersRead.incrementAndGet();
                    return Set.of("group7.here.test");
                },
                nothingIsLocal());

        for (int i = 0; i < 20; i++) {
            assertThat(gate.at(group(i))).isEqualTo(i == 7 ? Gate.Passage.LOOP : Gate.Passage.OPEN);
        }

        assertThat(headersRead).hasValue(1);
        assertThat(domainsLookedUp).hasValue(1);
    }
}
