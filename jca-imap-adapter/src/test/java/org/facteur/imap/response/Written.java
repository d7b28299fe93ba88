package org.facteur.imap.response;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import org.facteur.wire.session.WireOutput;

/** An output that keeps the slices as they were handed over, to show that none is changed afterwards. */
public final class Written implements WireOutput {

    private record Slice(byte[] octets, int offset, int length) {}

    private final List<Slice> slices = new ArrayList<>();

    /** All octets so far, one {@code char} an octet. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Slice slice : slices) {
            text.append(new String(slice.octets, slice.offset, slice.length, ISO_8859_1));
        }
        return text.toString();
    }

    /** How many different arrays hold them. */
    int arrays() {
        return (int) slices.stream()
                .map(slice -> System.identityHashCode(slice.octets))
                .distinct()
                .count();
    }

    @Override
    public void write(byte[] octets, int offset, int length) {
        slices.add(new Slice(octets, offset, length));
    }

    @Override
    public void startCompression() {
        throw new AssertionError("A response is not compressed by itself");
    }

    @Override
    public void stopCompression() {
        throw new AssertionError("A response is not compressed by itself");
    }

    @Override
    public void startTls() {
        throw new AssertionError("A response starts no TLS");
    }

    @Override
    public void close() {
        throw new AssertionError("A response does not end the connection");
    }
}
