package org.facteur.wire.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * A recursive name server on the loopback address, by UDP and TCP on one port, that knows what a test has told it and that
 * nothing else is there. What a test changes holds at once, but not for who remembers an answer.
 */
public final class TestNameServer implements AutoCloseable {

    private final DatagramSocket datagrams;
    private final ServerSocket connections;
    private final Map<Name, List<Record>> zone = new ConcurrentHashMap<>();
    private final Map<Name, Integer> failing = new ConcurrentHashMap<>();
    private final Set<Name> silent = ConcurrentHashMap.newKeySet();
    private final Set<Name> validated = ConcurrentHashMap.newKeySet();
    private final List<String> questions = new CopyOnWriteArrayList<>();

    private TestNameServer(DatagramSocket datagrams, ServerSocket connections) {
        this.datagrams = datagrams;
        this.connections = connections;
    }

    /** On a port that is free. */
    public static TestNameServer start() {
        try {
            InetAddress loopback = InetAddress.getByName("127.0.0.1");
            TestNameServer server = bound(loopback);
            daemon("test-dns-udp", server::serveDatagrams);
            daemon("test-dns-tcp", server::serveConnections);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that is free for TCP may be somebody's for UDP. */
    private static TestNameServer bound(InetAddress loopback) throws IOException {
        for (int attempt = 0; ; attempt++) {
            ServerSocket connections = new ServerSocket(0, 50, loopback);
            try {
                return new TestNameServer(new DatagramSocket(connections.getLocalPort(), loopback), connections);
            } catch (SocketException e) {
                connections.close();
                if (attempt == 10) {
                    throw e;
                }
            }
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Adds records as a master file writes them (RFC 1035 section 5.1): {@code example.org. 60 IN MX 10 mail.example.org.} */
    public TestNameServer with(String... lines) {
        for (String line : lines) {
            String[] fields = line.strip().split("\\s+", 5);
            try {
                Record record = Record.fromString(
                        name(fields[0]),
                        Type.value(fields[3]),
                        DClass.value(fields[2]),
                        Long.parseLong(fields[1]),
                        fields[4],
                        Name.root);
                zone.computeIfAbsent(record.getName(), each -> new CopyOnWriteArrayList<>())
                        .add(record);
            } catch (IOException e) {
                throw new IllegalArgumentException(line, e);
            }
        }
        return this;
    }

    /** Forgets all records of a name. */
    public TestNameServer without(String name) {
        zone.remove(name(name));
        return this;
    }

    /** Answers every question for a name with that code. */
    public TestNameServer failing(String name, int code) {
        failing.put(name(name), code);
        return this;
    }

    /** Answers no question for a name. */
    public TestNameServer silent(String name) {
        silent.add(name(name));
        return this;
    }

    /** Says that DNSSEC proves what it answers for a name. */
    public TestNameServer validated(String name) {
        validated.add(name(name));
        return this;
    }

    /** Answers for a name like any other again. */
    public TestNameServer recovered(String name) {
        failing.remove(name(name));
        silent.remove(name(name));
        return this;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(connections.getInetAddress(), connections.getLocalPort());
    }

    /** In the form of the configuration. */
    public String setting() {
        return "127.0.0.1:" + connections.getLocalPort();
    }

    /** What has been asked, such as {@code MX example.org UDP}, in order. */
    public List<String> questions() {
        return List.copyOf(questions);
    }

    @Override
    public void close() {
        datagrams.close();
        try {
            connections.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Name name(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private void serveDatagrams() {
        byte[] buffer = new byte[4096];
        while (!datagrams.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                datagrams.receive(packet);
                Message query = new Message(Arrays.copyOf(buffer, packet.getLength()));
                Optional<Message> answer = answer(query, "UDP");
                if (answer.isPresent()) {
                    OPTRecord options = query.getOPT();
                    byte[] wire = answer.get().toWire(options == null ? 512 : options.getPayloadSize());
                    datagrams.send(new DatagramPacket(wire, wire.length, packet.getSocketAddress()));
                }
            } catch (IOException e) {
                // closed, or no message
            }
        }
    }

    private void serveConnections() {
        while (!connections.isClosed()) {
            try {
                Socket socket = connections.accept();
                daemon("test-dns-connection", () -> serve(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket;
                DataInputStream in = new DataInputStream(socket.getInputStream());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream())) {
            while (true) {
                byte[] wire = new byte[in.readUnsignedShort()];
                in.readFully(wire);
                Optional<Message> answer = answer(new Message(wire), "TCP");
                if (answer.isPresent()) {
                    byte[] octets = answer.get().toWire(65_535);
                    out.writeShort(octets.length);
                    out.write(octets);
                    out.flush();
                }
            }
        } catch (IOException e) {
            // The client has gone.
        }
    }

    private Optional<Message> answer(Message query, String transport) throws IOException {
        Record question = query.getQuestion();
        Name name = question.getName();
        questions.add(Type.string(question.getType()) + " " + name.toString(true) + " " + transport);
        if (silent.contains(name)) {
            return Optional.empty();
        }
        Message answer = new Message(query.getHeader().getID());
        answer.getHeader().setFlag(Flags.QR);
        answer.getHeader().setFlag(Flags.RD);
        answer.getHeader().setFlag(Flags.RA);
        answer.addRecord(question, Section.QUESTION);
        Integer failure = failing.get(name);
        if (failure != null) {
            answer.getHeader().setRcode(failure);
            return Optional.of(answer);
        }
        if (validated.contains(name)) {
            answer.getHeader().setFlag(Flags.AD);
        }
        fill(answer, name, question.getType());
        return Optional.of(answer);
    }

    private void fill(Message answer, Name asked, int type) {
        Name name = asked;
        for (int i = 0; i < 20; i++) {
            List<Record> records = zone.get(name);
            if (records == null) {
                boolean isAbove = false;
                for (Name known : zone.keySet()) {
                    isAbove |= known.subdomain(name);
                }
                answer.getHeader().setRcode(isAbove ? Rcode.NOERROR : Rcode.NXDOMAIN);
                break;
            }
            List<Record> matching = new ArrayList<>();
            records.stream().filter(record -> record.getType() == type).forEach(matching::add);
            if (!matching.isEmpty()) {
                matching.forEach(record -> answer.addRecord(record, Section.ANSWER));
                return;
            }
            Optional<CNAMERecord> alias = records.stream()
                    .filter(CNAMERecord.class::isInstance)
                    .map(CNAMERecord.class::cast)
                    .findFirst();
            if (alias.isEmpty()) {
                break;
            }
            answer.addRecord(alias.get(), Section.ANSWER);
            name = alias.get().getTarget();
        }
        answer.addRecord(new SOARecord(name, DClass.IN, 5, name, name, 1, 1, 1, 1, 5), Section.AUTHORITY);
    }
}
