package org.facteur.smtp.message;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Makes the header of a submitted message what others expect, while it passes by: Date and Message-ID are added where they are
 * missing (RFC 6409 section 8), Bcc is taken out (RFC 5322 section 3.6.3). Of a field no more than its name is held.
 *
 * <pre>
 *         name of a field           colon
 * NAME ---------------------> NAME -------> VALUE or DROPPED, to the end of the line -> NAME
 *   |  space: the value goes on -----------------^
 *   |  an empty line, or what is no field
 *   +-----------------------------------------> BODY
 * </pre>
 */
public final class SubmissionHeader {

    private static final Set<String> BLIND = Set.of("bcc", "resent-bcc");

    /** Longer names are none that matter here; spaces before the colon count, too. */
    private static final int MAX_NAME = 64;

    private static final Pattern SPACE = Pattern.compile("[ \t]+$");

    private enum State {
        NAME,
        VALUE,
        DROPPED,
        BODY
    }

    private final String date;
    private final String messageId;
    private final ByteArrayOutputStream name = new ByteArrayOutputStream();
    private State state = State.NAME;
    private State field = State.VALUE;
    private boolean hasDate;
    private boolean hasMessageId;

    /**
     * @param date what Date says if the client did not say it
     * @param messageId what Message-ID says, with its brackets
     */
    public SubmissionHeader(String date, String messageId) {
        this.date = date;
        this.messageId = messageId;
    }

    /** Takes the next octets, and passes on what stays of them. */
    public void accept(byte[] octets, int length, OctetSink sink) {
        if (state == State.BODY) {
            sink.accept(octets, length);
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + MAX_NAME);
        int at = 0;
        while (at < length && state != State.BODY) {
            accept(octets[at++], out);
        }
        out.write(octets, at, length - at);
        pass(out, sink);
    }

    /** There is no more: a header without a body is completed, too. */
    public void end(OctetSink sink) {
        if (state == State.BODY) {
            return;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        endHeader(out);
        pass(out, sink);
    }

    private static void pass(ByteArrayOutputStream out, OctetSink sink) {
        if (out.size() > 0) {
            sink.accept(out.toByteArray(), out.size());
        }
    }

    private void accept(byte octet, ByteArrayOutputStream out) {
        if (state == State.NAME) {
            acceptName(octet, out);
        } else {
            if (state == State.VALUE) {
                out.write(octet);
            }
            if (octet == '\n') {
                field = state;
                state = State.NAME;
            }
        }
    }

    private void acceptName(byte octet, ByteArrayOutputStream out) {
        boolean isSpace = octet == ' ' || octet == '\t';
        if (name.size() == 0 && isSpace) {
            state = field;
            accept(octet, out);
        } else if (octet == ':' || (isSpace && name.size() >= MAX_NAME)) {
            state = known(SPACE.matcher(name.toString(StandardCharsets.ISO_8859_1))
                    .replaceAll("")
                    .toLowerCase(Locale.ROOT));
            passName(out);
            accept(octet, out);
        } else if (octet == '\n' || (octet == '\r' && name.size() == 0)) {
            name.write(octet);
            endHeader(out);
        } else if (name.size() >= MAX_NAME) {
            state = State.VALUE;
            passName(out);
            accept(octet, out);
        } else {
            name.write(octet);
        }
    }

    private State known(String fieldName) {
        hasDate |= fieldName.equals("date");
        hasMessageId |= fieldName.equals("message-id");
        return BLIND.contains(fieldName) ? State.DROPPED : State.VALUE;
    }

    private void passName(ByteArrayOutputStream out) {
        if (state != State.DROPPED) {
            out.writeBytes(name.toByteArray());
        }
        name.reset();
    }

    /** What has been read of the line belongs to the body, or to nothing. */
    private void endHeader(ByteArrayOutputStream out) {
        List<String> missing = new ArrayList<>();
        if (!hasDate) {
            missing.add("Date: " + date + "\r\n");
        }
        if (!hasMessageId) {
            missing.add("Message-ID: " + messageId + "\r\n");
        }
        missing.forEach(each -> out.writeBytes(each.getBytes(StandardCharsets.US_ASCII)));
        state = State.BODY;
        out.writeBytes(name.toByteArray());
        name.reset();
    }
}
