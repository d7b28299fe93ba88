package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Writes the numbers and texts of an encoded structure. */
final class StructureOutput {

    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(512);

    void number(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("offsets and sizes never go back: " + value);
        }
        long rest = value;
        while (rest > 0x7F) {
            octets.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        octets.write((int) rest);
    }

    void text(@Nullable String text) {
        if (text == null) {
            number(0);
            return;
        }
        int word = StructureWords.indexOf(text);
        if (word >= 0) {
            number(1 + word);
        } else {
            number(1 + StructureWords.COUNT + text.length());
            octets.writeBytes(text.getBytes(ISO_8859_1));
        }
    }

    void textIfPresent(@Nullable String text) {
        if (text != null) {
            text(text);
        }
    }

    byte[] toByteArray() {
        return octets.toByteArray();
    }
}
