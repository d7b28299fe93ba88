package org.facteur.wire.remote;

import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A mail server on the loopback address that takes every message, unless a test says what it answers. What it answers to is the beginning of a
 * command, {@code CONNECT} for the greeting, {@code HANDSHAKE} after STARTTLS, {@code CONTENT} after DATA, and {@code .} for the end of a message; by LMTP
 * the end has an answer to {@code . RCPT TO:<…>} for each recipient.
 */
public final class ScriptedRemote implements AutoCloseable {

    /** Instead of an answer: the connection is closed. */
    public static final String CLOSE = "close";

    /** Instead of an answer: nothing is said any more. */
    public static final String SILENCE = "silence";

    /** Instead of an answer: nothing is read any more, either. */
    public static final String DEAFNESS = "deafness";

    /**
     * A message that it has said 250 to, by LMTP for one recipient at least.
     *
     * @param mail the command
     * @param rcpt the commands that were accepted
     * @param content without what DATA adds to it
     */
    public record Received(String mail, List<String> rcpt, String content, boolean tls, boolean chunked) {}

    private final ServerSocket port;
    private final Map<String, Deque<String>> script = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Received> messages = new CopyOnWriteArrayList<>();
    private final List<String> servers = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private volatile List<String> extensions = List.of("PIPELINING", "SIZE 1000000", "8BITMIME", "ENHANCEDSTATUSCODES");
    private volatile @Nullable JdkSslContext tls;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean tlsAtOnce;
    private volatile boolean lmtp;
    private volatile String account = "";
    private final List<InetAddress> clients = new CopyOnWriteArrayList<>();

    private ScriptedRemote(ServerSocket port) {
        this.port = port;
    }

    /** On a port that is free, at 127.0.0.1. */
    public static ScriptedRemote start() {
        return start("127.0.0.1", 0);
    }

    /** @param port 0 for one that is free */
    public static ScriptedRemote start(String address, int port) {
        try {
            ScriptedRemote remote = new ScriptedRemote(new ServerSocket(port, 500, InetAddress.getByName(address)));
            daemon("scripted-remote", remote::accept);
            return remote;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What EHLO says. With STARTTLS, and unless {@link #offersTls} has been called, a handshake that is begun fails. */
    public ScriptedRemote offers(String... keywords) {
        extensions = List.of(keywords);
        return this;
    }

    /** Offers STARTTLS, too. */
    public ScriptedRemote offersTls(Path certificate, Path key) {
        try {
            tls = (JdkSslContext) SslContextBuilder.forServer(certificate.toFile(), key.toFile())
                    .sslProvider(SslProvider.JDK)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** TLS begins with each connection, and is not offered. */
    public ScriptedRemote beginsWithTls(Path certificate, Path key) {
        tlsAtOnce = true;
        return offersTls(certificate, key);
    }

    /** Speaks LMTP instead of SMTP. */
    public ScriptedRemote speaksLmtp() {
        lmtp = true;
        return this;
    }

    /** Takes mail from that user alone, by AUTH PLAIN or LOGIN, which {@link #offers} has to offer. */
    public ScriptedRemote knows(String user, String password) {
        account = "\0" + user + "\0" + password;
        return this;
    }

    /** The addresses from which clients have connected. */
    public List<InetAddress> clients() {
        return List.copyOf(clients);
    }

    /** Answers so to the next commands that begin so, one after the other; then as usual. */
    public ScriptedRemote answers(String command, String... replies) {
        script.computeIfAbsent(command, each -> new ArrayDeque<>()).addAll(Arrays.asList(replies));
        return this;
    }

    /** Answers so many times. */
    public ScriptedRemote answersOften(int times, String command, String reply) {
        return answers(command, Collections.nCopies(times, reply).toArray(new String[0]));
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) port.getLocalSocketAddress();
    }

    public int port() {
        return port.getLocalPort();
    }

    public List<Received> messages() {
        return List.copyOf(messages);
    }

    /** All commands in the order in which they came, without content. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    /** The names by which clients have called it in their handshakes (SNI, RFC 6066 section 3). */
    public List<String> servers() {
        return List.copyOf(servers);
    }

    /** How many connections there have been. */
    public int connections() {
        return connections.get();
    }

    /** How many there were at once. */
    public int mostConnections() {
        return most.get();
    }

    @Override
    public void close() {
        end.countDown();
        try {
            port.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        while (!port.isClosed()) {
            try {
                Socket socket = port.accept();
                connections.incrementAndGet();
                clients.add(socket.getInetAddress());
                open.add(socket);
                most.accumulateAndGet(open.size(), Math::max);
                daemon("scripted-remote-connection", () -> serve(socket));
            } catch (IOException e) {
                // closed
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            new Connection(socket).run();
        } catch (IOException e) {
            // gone
        } finally {
            open.remove(socket);
        }
    }

    private Optional<String> scripted(String command) {
        synchronized (script) {
            for (Map.Entry<String, Deque<String>> entry : script.entrySet()) {
                if (command.startsWith(entry.getKey()) && !entry.getValue().isEmpty()) {
                    return Optional.of(entry.getValue().removeFirst());
                }
            }
        }
        return Optional.empty();
    }

    /** One client. */
    private final class Connection {

        private InputStream in;
        private OutputStream out;
        private Socket socket;
        private boolean secured;
        private boolean known;
        private String mail = "";
        private final List<String> rcpt = new ArrayList<>();

        Connection(Socket socket) throws IOException {
            this.socket = socket;
            this.in = new BufferedInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        void run() throws IOException {
            boolean goesOn = (!tlsAtOnce || secure()) && answer("CONNECT", "220 remote.test ESMTP");
            while (goesOn) {
                String line = line();
                commands.add(line);
                goesOn = command(line, line.toUpperCase(Locale.ROOT));
            }
        }

        private boolean command(String line, String verb) throws IOException {
            if (lmtp && (verb.startsWith("EHLO") || verb.startsWith("HELO"))) {
                return answer(line, "500 5.5.1 This is LMTP");
            }
            if (verb.startsWith(lmtp ? "LHLO" : "EHLO")) {
                List<String> lines = new ArrayList<>(List.of("remote.test"));
                lines.addAll(extensions);
                if (tls != null && !secured) {
                    lines.add("STARTTLS");
                }
                StringBuilder text = new StringBuilder();
                for (int i = 0; i < lines.size(); i++) {
                    text.append(i == lines.size() - 1 ? "250 " : "250-").append(lines.get(i));
                    text.append(i == lines.size() - 1 ? "" : "\r\n");
                }
                return answer(line, text.toString());
            }
            if (verb.startsWith("STARTTLS")) {
                return startTls(line);
            }
            if (verb.startsWith("AUTH")) {
                return login(line);
            }
            if (verb.startsWith("MAIL") && !account.isEmpty() && !known) {
                return answer(line, "530 5.7.0 Authentication required");
            }
            if (verb.startsWith("MAIL")) {
                String said = scripted(line).orElse("250 2.1.0 Ok");
                mail = said.startsWith("2") ? line : "";
                rcpt.clear();
                return say(said);
            }
            if (verb.startsWith("RCPT") && mail.isEmpty()) {
                return answer(line, "503 5.5.1 MAIL first");
            }
            if (verb.startsWith("RCPT")) {
                Optional<String> said = scripted(line);
                if (said.isEmpty() || said.get().startsWith("2")) {
                    rcpt.add(line);
                }
                return say(said.orElse("250 2.1.5 Ok"));
            }
            if (verb.startsWith("DATA")) {
                return data(line);
            }
            if (verb.startsWith("BDAT")) {
                return chunk(line);
            }
            if (verb.startsWith("QUIT")) {
                answer(line, "221 2.0.0 Bye");
                return false;
            }
            if (verb.startsWith("RSET")) {
                rcpt.clear();
            }
            return answer(line, "250 2.0.0 Ok");
        }

        private boolean startTls(String line) throws IOException {
            String said = scripted(line).orElse("220 2.0.0 Go");
            JdkSslContext context = tls;
            if (!said.startsWith("220")) {
                return say(said);
            }
            say(said);
            Optional<String> instead = scripted("HANDSHAKE");
            if (instead.isPresent()) {
                return say(instead.get());
            }
            if (context == null) {
                in.read();
                say("This is no handshake");
                return false;
            }
            return secure();
        }

        private boolean secure() throws IOException {
            JdkSslContext context = Objects.requireNonNull(tls);
            SSLSocket over = (SSLSocket) context.context()
                    .getSocketFactory()
                    .createSocket(socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
            over.setUseClientMode(false);
            over.startHandshake();
            if (over.getSession() instanceof ExtendedSSLSession session) {
                session.getRequestedServerNames()
                        .forEach(name -> servers.add(new String(name.getEncoded(), StandardCharsets.US_ASCII)));
            }
            socket = over;
            in = new BufferedInputStream(over.getInputStream());
            out = over.getOutputStream();
            secured = true;
            return true;
        }

        private boolean data(String line) throws IOException {
            Optional<String> said = scripted(line);
            if (said.isPresent() && !said.get().startsWith("3")) {
                return say(said.get());
            }
            if (rcpt.isEmpty()) {
                return say("554 5.5.1 No valid recipients");
            }
            say("354 Go");
            Optional<String> instead = scripted("CONTENT");
            if (instead.isPresent()) {
                return say(instead.get());
            }
            StringBuilder content = new StringBuilder();
            while (true) {
                String text = line();
                if (text.equals(".")) {
                    return end(content.toString(), false);
                }
                content.append(text.startsWith(".") ? text.substring(1) : text).append("\r\n");
            }
        }

        private boolean chunk(String line) throws IOException {
            String[] words = line.split(" ");
            byte[] octets = in.readNBytes(Integer.parseInt(words[1]));
            return end(new String(octets, StandardCharsets.ISO_8859_1), true);
        }

        private boolean end(String content, boolean chunked) throws IOException {
            return lmtp ? endForEach(content, chunked) : endForAll(content, chunked);
        }

        private boolean endForEach(String content, boolean chunked) throws IOException {
            List<String> taken = new ArrayList<>();
            List<String> answers = new ArrayList<>();
            for (String recipient : rcpt) {
                String said = scripted(". " + recipient).orElse("250 2.1.5 Delivered");
                answers.add(said);
                if (said.startsWith("2")) {
                    taken.add(recipient);
                }
            }
            if (!taken.isEmpty()) {
                messages.add(new Received(mail, taken, content, secured, chunked));
            }
            for (String answer : answers) {
                if (!say(answer)) {
                    return false;
                }
            }
            return true;
        }

        private boolean login(String line) throws IOException {
            Optional<String> said = scripted(line);
            if (said.isPresent()) {
                return say(said.get());
            }
            String[] words = line.split(" ");
            String shown;
            if (words[1].equals("LOGIN")) {
                say("334 VXNlcm5hbWU6");
                String user = decoded(line());
                say("334 UGFzc3dvcmQ6");
                shown = "\0" + user + "\0" + decoded(line());
            } else {
                shown = decoded(words[2]);
            }
            known = shown.equals(account);
            return say(known ? "235 2.7.0 Welcome" : "535 5.7.8 Wrong");
        }

        private static String decoded(String base64) {
            return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
        }

        private boolean endForAll(String content, boolean chunked) throws IOException {
            String said = scripted(".").orElse("250 2.0.0 Taken");
            if (said.startsWith("2")) {
                messages.add(new Received(mail, List.copyOf(rcpt), content, secured, chunked));
            }
            return say(said);
        }

        private boolean answer(String command, String usual) throws IOException {
            return say(scripted(command).orElse(usual));
        }

        /** Whether the connection goes on. */
        private boolean say(String words) throws IOException {
            if (words.equals(CLOSE)) {
                return false;
            }
            if (words.equals(DEAFNESS)) {
                awaitEnd();
                return false;
            }
            if (words.equals(SILENCE)) {
                while (in.read() >= 0) {
                    // Whatever is said is not heard.
                }
                return false;
            }
            out.write((words + "\r\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
            return true;
        }

        private void awaitEnd() throws IOException {
            try {
                end.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private String line() throws IOException {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            while (true) {
                int octet = in.read();
                if (octet < 0) {
                    throw new EOFException();
                }
                if (octet == '\n') {
                    String text = line.toString(StandardCharsets.ISO_8859_1);
                    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
                }
                line.write(octet);
            }
        }
    }
}
