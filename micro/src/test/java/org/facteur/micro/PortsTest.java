package org.facteur.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private static Settings.Listener imapOn(int port) {
        return new Settings.Listener("IMAP", "TLS", "facteur.imap.port", List.of(LOOPBACK), port);
    }

    @Test
    void aPortInUseIsNamedWithTheVariableThatMovesIt() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, LOOPBACK)) {
            int port = other.getLocalPort();

            assertThatThrownBy(() -> Ports.requireFree(List.of(imapOn(port))))
                    .isInstanceOf(StartupFailure.class)
                    .hasMessageStartingWith("Port " + port + " of ")
                    .hasMessageContaining("for IMAP (TLS)")
                    .hasMessageEndingWith("FACTEUR_IMAP_PORT moves it.");
            assertThat(Ports.missing(List.of(imapOn(port)))).isEmpty();
        }
    }

    @Test
    void aFreePortIsNoHindranceBeforeTheStartAndAProblemAfterIt() throws IOException {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, LOOPBACK)) {
            port = gone.getLocalPort();
        }

        assertThatCode(() -> Ports.requireFree(List.of(imapOn(port)))).doesNotThrowAnyException();
        assertThat(Ports.missing(List.of(imapOn(port)))).get().asString().contains("Nothing listens on port " + port);
    }

    @Test
    void twoListenersOnOnePortAreBothNamed() {
        Settings.Listener pop3 = new Settings.Listener("POP3", "STLS", "facteur.pop3.port", List.of(LOOPBACK), 0);
        Settings.Listener imap = new Settings.Listener("IMAP", "TLS", "facteur.imap.port", List.of(LOOPBACK), 0);

        assertThatThrownBy(() -> Ports.requireFree(List.of(pop3, imap)))
                .isInstanceOf(StartupFailure.class)
                .hasMessage("FACTEUR_POP3_PORT and FACTEUR_IMAP_PORT are both 0.");
    }
}
