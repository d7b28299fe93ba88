package org.facteur.imap.response;

import java.io.ByteArrayOutputStream;
import org.facteur.wire.session.WireOutput;

/** Collects what is written to be kept, rather than to be sent. */
final class OctetsOutput implements WireOutput {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();

    @Override
    public void write(byte[] octets, int offset, int length) {
        written.write(octets, offset, length);
    }

    byte[] toByteArray() {
        return written.toByteArray();
    }

    @Override
    public void startTls() {
        throw notSent();
    }

    @Override
    public void startCompression() {
        throw notSent();
    }

    @Override
    public void stopCompression() {
        throw notSent();
    }

    @Override
    public void close() {
        throw notSent();
    }

    private static UnsupportedOperationException notSent() {
        return new UnsupportedOperationException("Nothing of this goes to a connection");
    }
}
