package org.facteur.mailstore.maintenance;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.facteur.api.content.MessageSource;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way in: whatever ends its lines becomes CRLF, and NUL, which no message has, becomes 0x80. It is in memory
 * until it is large, then in a temporary file, which a crash does not leave behind where the system lets open files be deleted.
 */
final class MessageBuffer implements MessageSource, AutoCloseable {

    private static final int IN_MEMORY = 256 << 10;

    private final long limit;
    private final Path folder;
    private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
    private @Nullable FileChannel overflow;
    private long size;
    private boolean afterCr;

    /** @param limit octets of the largest message */
    MessageBuffer(long limit) {
        this(limit, Path.of(System.getProperty("java.io.tmpdir")));
    }

    /** @param folder for the temporary file */
    MessageBuffer(long limit, Path folder) {
        this.limit = limit;
        this.folder = folder;
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
    }

    private void keep(byte[] octets, int length) throws IOException {
        size += length;
        if (isTooLarge()) {
            return;
        }
        FileChannel file = overflow;
        if (file == null && size > IN_MEMORY) {
            file = FileChannel.open(
                    Files.createTempFile(folder, "facteur-import", ".eml"),
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE,
                    StandardOpenOption.DELETE_ON_CLOSE);
            overflow = file;
            append(file, ByteBuffer.wrap(memory.toByteArray()));
            memory.reset();
        }
        if (file == null) {
            memory.write(octets, 0, length);
        } else {
            append(file, ByteBuffer.wrap(octets, 0, length));
        }
    }

    private static void append(FileChannel file, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            file.write(octets);
        }
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() {
        FileChannel file = overflow;
        return file == null ? new ByteArrayInputStream(memory.toByteArray()) : new Reader(file);
    }

    @Override
    public void close() throws IOException {
        if (overflow != null) {
            overflow.close();
        }
    }

    /** Reads from a position of its own, so that any number of streams may be open. */
    private static final class Reader extends InputStream {

        private final FileChannel file;
        private long position;

        Reader(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int read = file.read(ByteBuffer.wrap(target, offset, length), position);
            position += Math.max(0, read);
            return read;
        }
    }
}
