package org.facteur.imap.handler;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.facteur.imap.command.Section.Specifier.HeaderFields;

/**
 * Picks fields out of a header block, octet by octet, so that a block of any length passes through it
 * ({@code HEADER.FIELDS} and {@code HEADER.FIELDS.NOT}, RFC 3501 section 6.4.5). Folded lines stay with their field, and the
 * empty line at the end stays in every case.
 */
final class HeaderFilter {

    private enum State {
        LINE_START,
        NAME,
        REST_OF_LINE
    }

    private final boolean except;
    private final Set<String> fields;
    private final int longestField;
    /** The line so far, as long as it is not decided whether it is picked. */
    private final ByteArrayOutputStream undecided = new ByteArrayOutputStream(64);

    private State state = State.LINE_START;
    private boolean picked;

    HeaderFilter(HeaderFields wanted) {
        this.except = wanted.except();
        this.fields = wanted.fields().stream()
                .map(field -> field.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
        this.longestField = fields.stream().mapToInt(String::length).max().orElse(0);
    }

    /** What is picked of a whole block. */
    static byte[] filter(HeaderFields wanted, byte[] block) {
        return new HeaderFilter(wanted).next(block);
    }

    /** What is picked of the next octets, as far as that is decided. */
    byte[] next(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(Math.min(octets.length, 1024));
        for (byte octet : octets) {
            next(octet, out);
        }
        return out.toByteArray();
    }

    private void next(byte octet, ByteArrayOutputStream out) {
        switch (state) {
            case LINE_START -> {
                if (octet == ' ' || octet == '\t') {
                    state = State.REST_OF_LINE;
                    keep(octet, out);
                } else if (octet == '\r') {
                    picked = true;
                    state = State.REST_OF_LINE;
                    keep(octet, out);
                } else {
                    state = State.NAME;
                    undecided.write(octet);
                }
            }
            case NAME -> {
                undecided.write(octet);
                if (octet == ':' || octet == '\n' || undecided.size() > longestField + 80) {
                    decide(octet == ':', out);
                    state = octet == '\n' ? State.LINE_START : State.REST_OF_LINE;
                }
            }
            case REST_OF_LINE -> {
                keep(octet, out);
                if (octet == '\n') {
                    state = State.LINE_START;
                }
            }
        }
    }

    private void decide(boolean named, ByteArrayOutputStream out) {
        String line = undecided.toString(StandardCharsets.ISO_8859_1);
        String name = named ? line.substring(0, line.length() - 1).stripTrailing() : "";
        picked = fields.contains(name.toLowerCase(Locale.ROOT)) != except;
        if (picked) {
            out.writeBytes(undecided.toByteArray());
        }
        undecided.reset();
    }

    private void keep(byte octet, ByteArrayOutputStream out) {
        if (picked) {
            out.write(octet);
        }
    }
}
