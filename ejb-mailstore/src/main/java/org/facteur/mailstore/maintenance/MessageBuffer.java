package org.facteur.mailstore.maintenance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.facteur.api.content.MessageSource;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way in: whatever ends its lines becomes CRLF, and NUL, which no message has, becomes 0x80. It is in memory
 * until it is large, then in a temporary file.
 */
final class MessageBuffer implements MessageSource, AutoCloseable {

    private static final int IN_MEMORY = 256 << 10;

    private final long limit;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable Path file;
    private @Nullable OutputStream overflow;
    private long size;
    private boolean afterCr;

    /** @param limit octets of the largest message */
    MessageBuffer(long limit) {
        this.limit = limit;
    }

    /** Whether the message is larger than the limit; what is beyond it is not kept. */
    boolean isTooLarge() {
        return size > limit;
    }

    void write(byte[] octets, int offset, int length) throws IOException {
        byte[] converted = new byte[2 * length + 1];
        int count = 0;
        for (int i = offset; i < offset + length; i++) {
            byte octet = octets[i];
            if (afterCr && octet != '\n') {
                converted[count++] = '\n';
            } else if (!afterCr && octet == '\n') {
                converted[count++] = '\r';
            }
            afterCr = octet == '\r';
            converted[count++] = octet == 0 ? (byte) 0x80 : octet;
        }
        keep(converted, count);
    }

    /** The message is complete. */
    void finish() throws IOException {
        if (afterCr) {
            keep(new byte[] {'\n'}, 1);
            afterCr = false;
        }
        if (overflow != null) {
            overflow.close();
        }
    }

    private void keep(byte[] octets, int length) throws IOException {
        size += length;
        if (isTooLarge()) {
            return;
        }
        if (overflow == null && size > IN_MEMORY) {
            Path spill = Files.createTempFile("facteur-import", ".eml");
            file = spill;
            overflow = Files.newOutputStream(spill);
            memory.writeTo(overflow);
            memory.reset();
        }
        if (overflow == null) {
            memory.write(octets, 0, length);
        } else {
            overflow.write(octets, 0, length);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        return file == null ? new ByteArrayInputStream(memory.toByteArray()) : Files.newInputStream(file);
    }

    @Override
    public void close() throws IOException {
        if (overflow != null) {
            overflow.close();
        }
        if (file != null) {
            Files.deleteIfExists(file);
        }
    }
}
