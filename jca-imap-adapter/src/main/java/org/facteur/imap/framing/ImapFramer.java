package org.facteur.imap.framing;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.facteur.imap.framing.FramedCommand.SpooledLiteral;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ResponseCode;
import org.facteur.wire.spool.Spool;
import org.jspecify.annotations.Nullable;

/**
 * Finds where each command ends, its literals included, before anybody asks what it means: so a bad command, however
 * bad, is one command, and the next one is read from its beginning.
 *
 * <pre>
 *            line without literal                        CRLF and no literal
 *          +----------------------> Command            +--------------------> Command
 *          |                                           |
 *   TEXT --+-- {n}  NeedContinuation --+--> LITERAL ---+
 *          |-- {n+} -------------------+--> SPOOL -----+--> TEXT …
 *          |      (a message: Announcement first)
 *          |
 *          +-- refused: the same with DISCARD instead of LITERAL and SPOOL, up to the end of the command or to the
 *              first {n}, whose client is told so instead of getting leave  ------------------> Violation
 * </pre>
 *
 * <p>Lines end with CRLF; a bare CR, a bare LF and NUL are refused, as is NUL in literals (RFC 3501 section 4.3.1).
 * All that arrives is consumed at once. What is kept is bounded by {@link FramingLimits}; the message of an APPEND goes to a
 * {@link Spool}, where every line of it ends with CRLF. Knows no sockets; not thread-safe.
 */
public final class ImapFramer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(ImapFramer.class.getName());

    /** An idle connection keeps no more than this. */
    private static final int IDLE_BUFFER = 256;
    /** What is kept of a refused line: enough to see a literal at its end. */
    private static final int TAIL = 32;

    /** How many messages, and parts of messages, one command may bring, each of which takes a spool. */
    static final int MAX_MESSAGES = 100;

    private enum State {
        TEXT,
        LITERAL,
        SPOOL,
        DISCARD
    }

    private final FramingLimits limits;
    private final Path spoolFolder;
    private boolean loggedIn;

    private State state = State.TEXT;
    private byte[] octets = new byte[0];
    private int length;
    /** Where the line begins that is being read. */
    private int lineStart;

    private int textOctets;
    private long literalOctets;
    private long messageOctets;
    private long discarded;
    /** How much of the literal is still to come. */
    private long remaining;

    private final List<SpooledLiteral> messages = new ArrayList<>(1);
    /** The literal that is read or about to be read. */
    private @Nullable LiteralHeader literal;
    /** Whether it is decided now if that literal may come. */
    private boolean announced;

    private @Nullable MessageLines lines;
    private ImapFrame.@Nullable Violation refusal;

    /** @param spoolFolder where messages go that are too large for memory; it exists */
    public ImapFramer(FramingLimits limits, Path spoolFolder) {
        this.limits = limits;
        this.spoolFolder = spoolFolder;
    }

    /** Whether the limits after login hold from now on, and the message of an APPEND is spooled. */
    public void loggedIn(boolean isSo) {
        loggedIn = isSo;
    }

    /** Consumes octets up to the end of the next command, or all of them. */
    public ImapFrame nextCommand(ByteBuf input) {
        while (!isDead()) {
            if (announced) {
                announced = false;
                ImapFrame frame = beginLiteral();
                if (frame != null) {
                    return frame;
                }
            } else if (state == State.TEXT) {
                if (!readLine(input)) {
                    return isDead() ? refused() : ImapFrame.NeedMore.INSTANCE;
                }
                ImapFrame frame = lineOfCommand();
                if (frame != null) {
                    return frame;
                }
            } else if (!readLiteral(input)) {
                return ImapFrame.NeedMore.INSTANCE;
            }
        }
        return refused();
    }

    /**
     * Consumes octets up to the end of the next line, which is no command: what looks like a literal is none. A violation has
     * no tag.
     */
    public ImapFrame nextLine(ByteBuf input) {
        if (isDead()) {
            return refused();
        }
        if (!readLine(input)) {
            return isDead() ? refused() : ImapFrame.NeedMore.INSTANCE;
        }
        int end = endOfLine();
        if (refusal != null) {
            ImapFrame.Violation violation =
                    new ImapFrame.Violation(null, refusal.status(), refusal.code(), refusal.text(), refusal.fatal());
            reset();
            return violation;
        }
        ImapFrame line = new ImapFrame.Line(Arrays.copyOf(octets, end));
        reset();
        return line;
    }

    /** Gives back what an unfinished command holds. */
    @Override
    public void close() {
        dropMessages();
        reset();
    }

    /** Takes octets up to and including LF, or all; true when the line is complete. */
    private boolean readLine(ByteBuf input) {
        int lineFeed = input.forEachByte(ByteProcessor.FIND_LF);
        int count = lineFeed < 0 ? input.readableBytes() : lineFeed + 1 - input.readerIndex();
        int limit = loggedIn ? limits.line() : limits.lineBeforeLogin();
        int room = limit - textOctets;
        if (refusal == null && count > room) {
            keep(input, room);
            count -= room;
            refuse(Condition.BAD, ResponseCode.Word.TOOBIG, "The command is longer than " + limit + " octets");
        }
        keep(input, count);
        return lineFeed >= 0;
    }

    /** Adds to the text of the command; of a refused one only its tail is kept. */
    private void keep(ByteBuf input, int count) {
        int skipped = 0;
        if (refusal == null) {
            textOctets += count;
        } else {
            skipped = Math.max(0, count - TAIL);
            input.skipBytes(skipped);
            discard(count);
        }
        reserve(count - skipped);
        input.readBytes(octets, length, count - skipped);
        length += count - skipped;
        if (refusal != null) {
            keepTail();
        }
    }

    private void keepTail() {
        if (length > TAIL) {
            System.arraycopy(octets, length - TAIL, octets, 0, TAIL);
            length = TAIL;
        }
    }

    /** Judges the line that is complete; null: the command goes on with a literal that is under way. */
    private @Nullable ImapFrame lineOfCommand() {
        int end = endOfLine();
        LiteralHeader header = LiteralHeader.endingAt(octets, lineStart, end);
        if (header == null) {
            return refusal == null ? command(end) : refused();
        }
        literal = header;
        if (refusal == null) {
            admit(header);
        }
        return announced ? announcement(header) : beginLiteral();
    }

    private ImapFrame announcement(LiteralHeader header) {
        return new ImapFrame.Announcement(
                new FramedCommand(Arrays.copyOf(octets, length), messages, false),
                messageOctets,
                header.waits() || header.size() > Spool.MEMORY);
    }

    /** Asks the client for the literal that has been admitted, if it waits; of a refused one null: it is read to no use. */
    private @Nullable ImapFrame beginLiteral() {
        LiteralHeader header = Objects.requireNonNull(literal);
        if (refusal != null) {
            if (header.waits()) {
                return refused();
            }
            discard(header.size());
            state = State.DISCARD;
        }
        remaining = header.size();
        return header.waits() ? ImapFrame.NeedContinuation.INSTANCE : null;
    }

    /** Where the text of the line ends; refuses a line with illegal octets. */
    private int endOfLine() {
        int lineEnd = length - lineStart > 1 && octets[length - 2] == '\r' ? 2 : 1;
        if (refusal == null) {
            String fault = lineEnd == 1 ? "A line ends with CRLF, not with LF alone" : faultOfLine();
            if (fault != null) {
                refuse(Condition.BAD, null, fault);
            }
        }
        return length - lineEnd;
    }

    private @Nullable String faultOfLine() {
        for (int i = lineStart; i < length - 2; i++) {
            if (octets[i] == 0) {
                return "NUL is not allowed";
            }
            if (octets[i] == '\r') {
                return "CR without LF is not allowed";
            }
        }
        return null;
    }

    /** Chooses where the literal goes, or refuses it. */
    private void admit(LiteralHeader header) {
        if (loggedIn && CommandHead.of(octets, length).announcesMessage(octets, header.start())) {
            admitMessage(header.size());
            return;
        }
        int limit = loggedIn ? limits.literals() : limits.literalsBeforeLogin();
        if (header.size() > limit - literalOctets) {
            refuse(Condition.BAD, ResponseCode.Word.TOOBIG, "Literals have at most " + limit + " octets in a command");
            return;
        }
        literalOctets += header.size();
        state = State.LITERAL;
    }

    private void admitMessage(long size) {
        if (size > limits.message()) {
            refuse(
                    Condition.NO,
                    ResponseCode.Word.TOOBIG,
                    "A message has at most " + limits.message() + " octets here");
        } else if (messages.size() == MAX_MESSAGES) {
            refuse(Condition.NO, ResponseCode.Word.LIMIT, "A command brings at most " + MAX_MESSAGES + " literals");
        } else if (size > limits.discard() - messageOctets) {
            refuse(
                    Condition.NO,
                    ResponseCode.Word.LIMIT,
                    "The messages of a command have at most " + limits.discard() + " octets");
        } else {
            Spool spool = new Spool(spoolFolder);
            messages.add(new SpooledLiteral(length, spool));
            messageOctets += size;
            lines = new MessageLines(spool);
            state = State.SPOOL;
            announced = true;
        }
    }

    /** Takes octets of the literal; true when it is complete. */
    private boolean readLiteral(ByteBuf input) {
        int count = (int) Math.min(remaining, input.readableBytes());
        switch (state) {
            case LITERAL -> store(input, count);
            case SPOOL -> spool(input, count);
            default -> input.skipBytes(count);
        }
        remaining -= count;
        if (remaining > 0) {
            return false;
        }
        state = State.TEXT;
        if (refusal != null) {
            length = 0;
        }
        lineStart = length;
        return true;
    }

    private void store(ByteBuf input, int count) {
        if (!Objects.requireNonNull(literal).binary()
                && input.forEachByte(input.readerIndex(), count, ByteProcessor.FIND_NUL) >= 0) {
            refuseLiteral(Condition.BAD, null, "NUL is not allowed in a literal");
            input.skipBytes(count);
            return;
        }
        reserve(count);
        input.readBytes(octets, length, count);
        length += count;
    }

    private void spool(ByteBuf input, int count) {
        int next = input.readerIndex() + count;
        try {
            if (!Objects.requireNonNull(lines).take(input, count, count == remaining)) {
                refuseNul();
            }
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "A message cannot be kept while it arrives: " + e.getMessage());
            refuseLiteral(Condition.NO, ResponseCode.Word.UNAVAILABLE, "The message cannot be kept, try again later");
        }
        input.readerIndex(next);
    }

    /** RFC 3516 section 4.4: a literal may hold NUL if it says so, and still no message has one here. */
    private void refuseNul() {
        if (Objects.requireNonNull(literal).binary()) {
            refuseLiteral(
                    Condition.NO,
                    ResponseCode.Word.UNKNOWN_CTE,
                    "No message with NUL is kept here, encode it in base64");
        } else {
            refuseLiteral(Condition.BAD, null, "NUL is not allowed in a literal");
        }
    }

    private void refuseLiteral(Condition status, @Nullable ResponseCode code, String text) {
        refuse(status, code, text);
        state = State.DISCARD;
    }

    /**
     * From here on the command is only read to its end. After an {@link ImapFrame.Announcement} anybody may decide so: a client that
     * waits with its message need not send it.
     */
    public void refuse(Condition status, @Nullable ResponseCode code, String text) {
        refusal = new ImapFrame.Violation(CommandHead.of(octets, length).tag(), status, code, text, false);
        dropMessages();
        octets = Arrays.copyOfRange(octets, Math.max(lineStart, length - TAIL), length);
        length = octets.length;
        lineStart = 0;
    }

    /** Counts what is read to no use, and gives up a stream that holds too much of it. */
    private void discard(long count) {
        boolean tooMuch = count > limits.discard() - discarded;
        if (tooMuch && refusal != null) {
            refusal = new ImapFrame.Violation(
                    refusal.tag(), Condition.BAD, ResponseCode.Word.TOOBIG, "The command is far too large", true);
        }
        discarded += tooMuch ? 0 : count;
    }

    private boolean isDead() {
        return refusal != null && refusal.fatal();
    }

    private ImapFrame refused() {
        ImapFrame.Violation violation = Objects.requireNonNull(refusal);
        if (!violation.fatal()) {
            reset();
        }
        return violation;
    }

    private ImapFrame command(int end) {
        FramedCommand command = new FramedCommand(Arrays.copyOf(octets, end), messages, true);
        messages.clear();
        reset();
        return new ImapFrame.Command(command);
    }

    private void reset() {
        state = State.TEXT;
        if (octets.length > IDLE_BUFFER) {
            octets = new byte[0];
        }
        length = 0;
        lineStart = 0;
        textOctets = 0;
        literalOctets = 0;
        messageOctets = 0;
        announced = false;
        discarded = 0;
        remaining = 0;
        refusal = null;
    }

    private void dropMessages() {
        for (SpooledLiteral message : messages) {
            message.octets().close();
        }
        messages.clear();
    }

    private void reserve(int count) {
        if (octets.length - length < count) {
            octets = Arrays.copyOf(octets, Math.max(length + count, 2 * octets.length));
        }
    }
}
