package org.facteur.admin.health;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Finds out which listeners answer, by connecting to each of them as a client does. A port of 0 is one that is off. */
@ApplicationScoped
public class ListenerProbe {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    @Inject
    private Config config;

    public List<ListenerStatus> statuses() {
        return Arrays.stream(MailListener.values())
                .map(listener -> new ListenerStatus(listener, portOf(listener), false))
                .filter(status -> status.port() > 0)
                .map(status -> new ListenerStatus(status.listener(), status.port(), accepts(status.port())))
                .toList();
    }

    private int portOf(MailListener listener) {
        return config.getOptionalValue(listener.key(), Integer.class).orElse(listener.defaultPort());
    }

    private boolean accepts(int port) {
        String bind = config.getOptionalValue("facteur.bind", String.class).orElse("localhost");
        try (Socket socket = new Socket()) {
            InetAddress bound = InetAddress.getByName(bind);
            InetAddress target = bound.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : bound;
            socket.connect(new InetSocketAddress(target, port), Math.toIntExact(PATIENCE.toMillis()));
            return true;
        } catch (IOException closed) {
            return false;
        }
    }
}
