package org.facteur.imap.store;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.facteur.api.MailStoreException;
import org.facteur.imap.handler.ImapHandlers;
import org.facteur.imap.session.ImapSession;
import org.facteur.imap.session.ImapSettings;
import org.facteur.imap.session.UserConnections;
import org.facteur.wire.sasl.SaslMechanisms;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;
import org.facteur.wire.session.WireOutput;
import org.jspecify.annotations.Nullable;

/** A client that takes an answer piece by piece, so that tests can look and act between two pieces. */
public class Client implements ConnectionContext, WireOutput {

    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 143);

    private final ByteBuf input = Unpooled.buffer();
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final List<Integer> pieces = new ArrayList<>();
    private final ImapSession session;
    private @Nullable Answer answer;
    private boolean closed;
    private int wakes;
    private @Nullable Duration delay;

    /** For whom no time passes. */
    public Client(InMemoryImapListener store, Path spoolFolder) {
        this(store, spoolFolder, () -> 0);
    }

    /** @param clock nanoseconds */
    public Client(InMemoryImapListener store, Path spoolFolder, LongSupplier clock) {
        this(store, ImapSettings.of("mail.example.test", spoolFolder), clock);
    }

    protected Client(InMemoryImapListener store, ImapSettings settings, LongSupplier clock) {
        UserConnections users = new UserConnections(settings.connectionsOfUser());
        this.session = new ImapSession(this, store, ImapHandlers.registry(clock), settings, users);
    }

    /** Logs in and selects INBOX. */
    public Client selected(String user, String password) throws MailStoreException {
        say("L1 LOGIN " + user + " " + password);
        say("L2 SELECT INBOX");
        return this;
    }

    public ImapSession session() {
        return session;
    }

    /** Sends a line and takes all of the answer, one {@code char} an octet. */
    public String say(String line) throws MailStoreException {
        begin(line);
        while (answer != null) {
            takePiece();
        }
        return taken();
    }

    /** Sends a line; the answer is taken by {@link #takePiece()}. */
    public void begin(String line) {
        input.writeBytes((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        answer = session.advance(input);
    }

    /** Takes the next piece of the answer. */
    public boolean takePiece() throws MailStoreException {
        int before = received.size();
        boolean more = answer != null && answer.writeNext(this);
        pieces.add(received.size() - before);
        answer = more ? answer : null;
        return more;
    }

    /** Takes an answer that was not asked for by a line. */
    public String take(@Nullable Answer unasked) throws MailStoreException {
        answer = unasked;
        while (answer != null) {
            takePiece();
        }
        return taken();
    }

    /** What came since this was asked the last time. */
    public String taken() {
        String text = received.toString(StandardCharsets.ISO_8859_1);
        received.reset();
        return text;
    }

    /** The size of each piece, so far. */
    public List<Integer> pieces() {
        return pieces;
    }

    public boolean isClosed() {
        return closed;
    }

    /** How often the session asked to be called. */
    public int wakes() {
        return wakes;
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        received.write(octets, offset, length);
    }

    @Override
    public void startCompression() {
        throw new AssertionError("There is no compression here");
    }

    @Override
    public void stopCompression() {
        throw new AssertionError("There is no compression here");
    }

    @Override
    public void startTls() {
        throw new AssertionError("There is no TLS here");
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return HERE;
    }

    @Override
    public InetSocketAddress localAddress() {
        return HERE;
    }

    @Override
    public Optional<String> tls() {
        return Optional.empty();
    }

    @Override
    public boolean canStartTls() {
        return false;
    }

    @Override
    public boolean allowsPlaintextPassword() {
        return true;
    }

    @Override
    public boolean offersMechanism(String name) {
        return SaslMechanisms.names().contains(name);
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return Optional.empty();
    }

    @Override
    public void wake() {
        wakes++;
    }

    /** After which time the session asked to be called, the last time that it did; null if it never has. */
    public @Nullable Duration delay() {
        return delay;
    }

    @Override
    public void wakeAfter(Duration asked) {
        delay = asked;
    }
}
