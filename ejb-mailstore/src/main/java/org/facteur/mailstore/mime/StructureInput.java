package org.facteur.mailstore.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the numbers and texts of an encoded structure, and trusts none of them. */
final class StructureInput {

    private final byte[] octets;
    private int position;

    StructureInput(byte[] octets) {
        this.octets = octets;
    }

    /** Reads one element of a list. */
    interface Element<T> {
        T read();
    }

    long number() {
        long value = 0;
        for (int shift = 0; shift < 63; shift += 7) {
            int octet = octet();
            value |= (octet & 0x7FL) << shift;
            if (octet < 0x80) {
                return value;
            }
        }
        throw new CorruptStructureException("a number is too long");
    }

    /** An offset, written as the distance from another. */
    long offset(long from) {
        long offset = from + number();
        if (offset < 0) {
            throw new CorruptStructureException("an offset is too large");
        }
        return offset;
    }

    @Nullable
    String text() {
        long code = number();
        if (code == 0) {
            return null;
        }
        if (code <= StructureWords.COUNT) {
            return StructureWords.at((int) code - 1);
        }
        int length = available(code - 1 - StructureWords.COUNT);
        String text = new String(octets, position, length, ISO_8859_1);
        position += length;
        return text;
    }

    String requiredText() {
        String text = text();
        if (text == null) {
            throw new CorruptStructureException("a text is missing");
        }
        return text;
    }

    /** @param size octets that an element has at least, which bounds what a wrong count can make us allocate */
    <T> List<T> list(int size, Element<T> element) {
        long count = number();
        if (count == 0) {
            return List.of();
        }
        if (count == 1) {
            return List.of(element.read());
        }
        Object[] elements = new Object[available(count)];
        available(count * size);
        for (int i = 0; i < elements.length; i++) {
            elements[i] = element.read();
        }
        return unmodifiable(elements);
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> unmodifiable(Object[] elements) {
        return (List<T>) List.of(elements);
    }

    void expectEnd() {
        if (position != octets.length) {
            throw new CorruptStructureException("octets are left over");
        }
    }

    private int octet() {
        available(1);
        return octets[position++] & 0xFF;
    }

    private int available(long count) {
        if (count < 0 || count > octets.length - position) {
            throw new CorruptStructureException("the encoded structure ends too early");
        }
        return (int) count;
    }
}
