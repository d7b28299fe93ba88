package org.facteur.it.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A port on the loopback interface for each listener, free when they were chosen.
 *
 * @param numbers port by listener, all different
 */
public record Ports(Map<Listener, Integer> numbers) {
    public Ports {
        numbers = Collections.unmodifiableMap(new EnumMap<>(numbers));
    }

    /** All of them are held open until the last is found, so that none comes twice. */
    public static Ports free() {
        List<ServerSocket> held = new ArrayList<>();
        try {
            Map<Listener, Integer> numbers = new EnumMap<>(Listener.class);
            for (Listener listener : Listener.values()) {
                ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                held.add(socket);
                numbers.put(listener, socket.getLocalPort());
            }
            return new Ports(numbers);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held.forEach(Ports::close);
        }
    }

    public int of(Listener listener) {
        return numbers.get(listener);
    }

    /** The variables with which a server takes these ports. */
    public Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        numbers.forEach((listener, port) -> environment.put(listener.variable(), Integer.toString(port)));
        return environment;
    }

    /** The listeners whose port somebody holds. */
    public List<Listener> taken() {
        return numbers.keySet().stream()
                .filter(listener -> !isFree(of(listener)))
                .toList();
    }

    /** Whether a server could listen there now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress("127.0.0.1", port), 1);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
