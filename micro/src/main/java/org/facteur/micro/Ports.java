package org.facteur.micro;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks at the ports of the listeners by trying to take them: no client is needed, and no listener sees a connection. */
final class Ports {
    private Ports() {}

    /** The addresses of the list that this machine has. */
    static List<InetAddress> available(List<InetAddress> addresses) {
        return addresses.stream().filter(address -> isFree(address, 0)).toList();
    }

    /** Fails when something else listens where the server will, or when it may not listen there. */
    static void requireFree(List<Settings.Listener> listeners) throws StartupFailure {
        Map<Integer, Settings.Listener> seen = new HashMap<>();
        for (Settings.Listener listener : listeners) {
            Settings.Listener other = seen.putIfAbsent(listener.port(), listener);
            if (other != null) {
                throw new StartupFailure(
                        "%s and %s are both %d.".formatted(other.variable(), listener.variable(), listener.port()));
            }
            for (InetAddress address : listener.addresses()) {
                try {
                    take(address, listener.port());
                } catch (IOException e) {
                    throw new StartupFailure(
                            "Port %d of %s, for %s, cannot be opened: %s; %s moves it."
                                    .formatted(
                                            listener.port(),
                                            address.getHostAddress(),
                                            listener.name(),
                                            e.getMessage(),
                                            listener.variable()),
                            e);
                }
            }
        }
    }

    /** A sentence about the first listener that is not there, though the server has started. */
    static Optional<String> missing(List<Settings.Listener> listeners) {
        for (Settings.Listener listener : listeners) {
            for (InetAddress address : listener.addresses()) {
                if (isFree(address, listener.port())) {
                    return Optional.of("Nothing listens on port %d of %s, where %s should."
                            .formatted(listener.port(), address.getHostAddress(), listener.name()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isFree(InetAddress address, int port) {
        try {
            take(address, port);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void take(InetAddress address, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            // a connection of the server before that still lingers is no reason not to start
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port), 1);
        }
    }
}
