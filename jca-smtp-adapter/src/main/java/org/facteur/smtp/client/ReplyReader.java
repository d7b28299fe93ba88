package org.facteur.smtp.client;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts octets into replies. Lines may end with LF alone and hold any octets: a reply decides nothing but what it answers. A reply is
 * at most {@link #MAX_LINES} lines of {@link #MAX_LINE} octets, and {@link #MAX_LENGTH} characters as a whole.
 */
public final class ReplyReader {

    /** Four times what RFC 5321 section 4.5.3.1.5 allows. */
    static final int MAX_LINE = 2_048;

    static final int MAX_LINES = 200;

    /** More than any server says of itself after EHLO. */
    static final int MAX_LENGTH = 16_384;

    private final List<String> lines = new ArrayList<>();
    private int code;
    private int length;

    /**
     * The next whole reply, whose octets are then consumed.
     *
     * @throws BadReplyException if there can be none; nothing that follows means anything
     */
    public Optional<RemoteReply> next(ByteBuf input) throws BadReplyException {
        while (true) {
            int end = input.forEachByte(ByteProcessor.FIND_LF);
            int octets = (end < 0 ? input.writerIndex() : end) - input.readerIndex();
            if (octets > MAX_LINE) {
                throw new BadReplyException("A line of the reply has no end");
            }
            if (end < 0) {
                return Optional.empty();
            }
            String line = input.readCharSequence(octets, StandardCharsets.UTF_8).toString();
            input.skipBytes(1);
            if (add(line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)) {
                RemoteReply reply = new RemoteReply(code, lines);
                lines.clear();
                length = 0;
                return Optional.of(reply);
            }
        }
    }

    /** Whether the line is the last of its reply. */
    private boolean add(String line) throws BadReplyException {
        boolean isReply = line.length() >= 3
                && line.charAt(0) >= '2'
                && line.charAt(0) <= '5'
                && isDigit(line.charAt(1))
                && isDigit(line.charAt(2))
                && (line.length() == 3 || line.charAt(3) == ' ' || line.charAt(3) == '-');
        if (!isReply) {
            throw new BadReplyException("The server does not speak SMTP");
        }
        int number = Integer.parseInt(line.substring(0, 3));
        if (!lines.isEmpty() && number != code) {
            throw new BadReplyException("A reply has two codes");
        }
        length += line.length();
        if (lines.size() == MAX_LINES || length > MAX_LENGTH) {
            throw new BadReplyException("A reply has no end");
        }
        code = number;
        lines.add(line.length() > 4 ? line.substring(4) : "");
        return line.length() == 3 || line.charAt(3) == ' ';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
