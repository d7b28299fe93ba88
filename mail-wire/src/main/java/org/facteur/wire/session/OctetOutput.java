package org.facteur.wire.session;

import java.nio.charset.StandardCharsets;

/** Where octets go: to a connection, or to be kept. */
@FunctionalInterface
public interface OctetOutput {

    /** Takes the octets; the array must not be changed afterwards. */
    void write(byte[] octets, int offset, int length);

    default void write(byte[] octets) {
        write(octets, 0, octets.length);
    }

    /** Writes text of which every {@code char} is one octet (US-ASCII, ISO 8859-1). */
    default void write(String text) {
        write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
