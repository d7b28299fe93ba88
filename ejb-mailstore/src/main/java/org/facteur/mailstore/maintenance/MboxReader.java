package org.facteur.mailstore.maintenance;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.facteur.api.mailbox.Flags;
import org.jspecify.annotations.Nullable;

/**
 * Takes an mbox file apart (RFC 4155; the quoting is that of mboxrd): a message begins with a line {@code From } at the beginning
 * or behind an empty line, and {@code >From } in it has lost its {@code >} when it is read. Memory does not grow with a line or a
 * message.
 */
final class MboxReader {

    /** What is looked at of a line; the rest is passed on. */
    private static final int LOOK = 8 << 10;

    private static final List<String> OWN_FIELDS = List.of("Status:", "X-Status:", "X-Keywords:");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE MMM d HH:mm:ss yyyy", Locale.ROOT);

    private final BufferedInputStream in;
    private final byte[] line = new byte[LOOK];
    private int length;
    /** The line of the next message is in {@link #line}. */
    private boolean atMessage;

    /** A message; {@code arrived} is null where the file does not say. */
    record Message(Flags flags, @Nullable Instant arrived, boolean removed) {}

    MboxReader(InputStream in) {
        this.in = new BufferedInputStream(in, 64 << 10);
    }

    /** Whether octets are the beginning of such a file. */
    static boolean begins(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1).startsWith("From ");
    }

    /** Reads the next message into the buffer and completes it; null when there is none. */
    @Nullable
    Message next(MessageBuffer buffer) throws IOException {
        while (!atMessage) {
            if (!readPart()) {
                return null;
            }
            atMessage = isFrom();
            if (!endsLine()) {
                skipLine();
            }
        }
        Instant arrived = date(text());
        if (!endsLine()) {
            skipLine();
        }
        atMessage = false;
        MailFlags.MboxHeader header = new MailFlags.MboxHeader();
        List<byte[]> own = new ArrayList<>();
        boolean inHeader = true;
        boolean atBeginning = true;
        boolean heldEmpty = false;
        byte[] held = new byte[0];
        while (readPart()) {
            boolean empty = isEmpty();
            if (heldEmpty && isFrom()) {
                // The empty line belongs to the separator.
                atMessage = true;
                heldEmpty = false;
                break;
            }
            if (heldEmpty) {
                buffer.write(held, 0, held.length);
                heldEmpty = false;
            }
            if (inHeader && !empty) {
                header.read(text());
                atBeginning =
                        atBeginning && own.size() < OWN_FIELDS.size() && text().startsWith(OWN_FIELDS.get(own.size()));
                if (atBeginning) {
                    own.add(java.util.Arrays.copyOf(line, length));
                    continue;
                }
            }
            atBeginning = false;
            giveBack(own, buffer);
            if (empty) {
                inHeader = false;
                held = java.util.Arrays.copyOf(line, length);
                heldEmpty = true;
                continue;
            }
            int skipped = isQuotedFrom() ? 1 : 0;
            buffer.write(line, skipped, length - skipped);
            while (!endsLine() && readPart()) {
                buffer.write(line, 0, length);
            }
        }
        giveBack(own, buffer);
        buffer.finish();
        return new Message(header.flags(), arrived, header.isRemoved());
    }

    /** The three fields with which an export begins are not of the message; one or two of them are. */
    private static void giveBack(List<byte[]> own, MessageBuffer buffer) throws IOException {
        if (own.size() < OWN_FIELDS.size()) {
            for (byte[] field : own) {
                buffer.write(field, 0, field.length);
            }
        }
        own.clear();
    }

    /** A line, or a part of a long one; false at the end. */
    private boolean readPart() throws IOException {
        length = 0;
        int octet;
        while (length < LOOK && (octet = in.read()) >= 0) {
            line[length++] = (byte) octet;
            if (octet == '\n') {
                return true;
            }
        }
        return length > 0;
    }

    private boolean endsLine() {
        return length > 0 && line[length - 1] == '\n';
    }

    private void skipLine() throws IOException {
        int octet;
        do {
            octet = in.read();
        } while (octet >= 0 && octet != '\n');
        line[0] = '\n';
        length = 1;
    }

    private boolean isEmpty() {
        return (length == 1 && line[0] == '\n') || (length == 2 && line[0] == '\r' && line[1] == '\n');
    }

    private boolean isFrom() {
        return length >= 5 && line[0] == 'F' && line[1] == 'r' && line[2] == 'o' && line[3] == 'm' && line[4] == ' ';
    }

    private boolean isQuotedFrom() {
        int quotes = 0;
        while (quotes < length && line[quotes] == '>') {
            quotes++;
        }
        return quotes > 0 && text().startsWith("From ", quotes);
    }

    private String text() {
        return new String(line, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** {@code From sender Sun Mar  1 10:15:30 2026}, in UTC. */
    private static @Nullable Instant date(String from) {
        String[] words = from.strip().split("\\s+");
        if (words.length < 7) {
            return null;
        }
        String date = String.join(" ", List.of(words).subList(2, 7));
        try {
            return LocalDateTime.parse(date, DATE).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
