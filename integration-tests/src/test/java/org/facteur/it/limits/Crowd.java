package org.facteur.it.limits;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;

/** Many connections from many addresses of this machine, of which several threads look after at a time. */
final class Crowd implements AutoCloseable {

    private static final int THREADS = 8;
    private static final int PATIENCE_MILLIS = 60_000;

    private final FacteurServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Member> members = new ArrayList<>();

    Crowd(FacteurServer server) {
        this.server = server;
    }

    /** Something that each of a crowd does. */
    @FunctionalInterface
    interface Deed {
        void by(Member member) throws IOException;
    }

    /** One connection, without a buffer: an idle one costs the test little. */
    static final class Member {

        private final Socket socket;
        private final int number;
        private final Listener listener;

        private Member(Socket socket, int number, Listener listener) {
            this.socket = socket;
            this.number = number;
            this.listener = listener;
        }

        /** Counted from 0. */
        int number() {
            return number;
        }

        Listener listener() {
            return listener;
        }

        void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        /** The next line, without its end; null at the end of the connection. */
        private String line() throws IOException {
            StringBuilder line = new StringBuilder();
            int octet;
            while ((octet = socket.getInputStream().read()) != '\n') {
                if (octet < 0) {
                    throw new IOException("The server closed connection " + number + " after: " + line);
                }
                line.append((char) octet);
            }
            return line.toString().stripTrailing();
        }

        /** Says a line, unless it is empty, and reads up to one that begins as expected. */
        void ask(String line, String expected) throws IOException {
            if (!line.isEmpty()) {
                send(line + "\r\n");
            }
            String heard = line();
            while (!heard.startsWith(expected)) {
                if (heard.matches("[45]\\d\\d .*|-ERR.*|\\w+ (NO|BAD) .*|\\* BYE.*")) {
                    throw new IOException("Connection " + number + " heard: " + heard);
                }
                heard = line();
            }
        }
    }

    /**
     * Adds connections that have been greeted.
     *
     * @param network the first three numbers of their addresses, such as {@code 127.0.5}
     * @param perAddress how many of them are at one address
     */
    void join(int count, List<Listener> listeners, String network, int perAddress) {
        List<Callable<Member>> calls = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = members.size() + i;
            Listener listener = listeners.get(i % listeners.size());
            String address = network + "." + (1 + i / perAddress);
            calls.add(() -> connect(number, listener, address));
        }
        members.addAll(all(calls));
    }

    private Member connect(int number, Listener listener, String address) throws IOException {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress(InetAddress.getByName(address), 0));
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        socket.connect(new InetSocketAddress("127.0.0.1", server.port(listener)), PATIENCE_MILLIS);
        Member member = new Member(socket, number, listener);
        member.ask("", listener == Listener.SMTP ? "220 " : listener == Listener.POP3 ? "+OK" : "* OK");
        return member;
    }

    /** Lets each of them do something, and waits until all have done it. */
    void each(Deed deed) {
        all(members.stream()
                .map(member -> (Callable<Member>) () -> {
                    deed.by(member);
                    return member;
                })
                .toList());
    }

    private <T> List<T> all(List<Callable<T>> calls) {
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(calls)) {
                results.add(each.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        for (Member member : members) {
            try {
                member.socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
