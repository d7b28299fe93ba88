package org.facteur.wire.spool;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.facteur.api.content.MessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message while it arrives: up to {@value #MEMORY} octets in memory, the rest in a temporary file, so that memory
 * does not grow with a message.
 *
 * <p>Not thread-safe. Closing it deletes the file; so does the end of the process, however it ends: where the system
 * allows it the file has no name from the beginning.
 */
public final class Spool implements MessageSource, AutoCloseable {

    /** How many octets stay in memory: 256 KiB. */
    public static final int MEMORY = 256 * 1024;

    private static final int FIRST_MEMORY = 4 * 1024;
    private static final int GROWTH = 4;

    private final Path folder;
    private byte[] memory = new byte[0];
    private int inMemory;
    private long size;
    private @Nullable FileChannel overflow;
    private boolean closed;

    /** @param folder where the temporary file goes, if one is needed; made if it is missing */
    public Spool(Path folder) {
        this.folder = folder;
    }

    /** Appends octets. */
    public void write(byte[] octets, int offset, int length) throws IOException {
        write(Unpooled.wrappedBuffer(octets, offset, length), length);
    }

    /**
     * Appends the next {@code length} octets of the input and consumes them.
     *
     * @throws IOException when they cannot be kept (no space, no permission); the spool is of no use then
     */
    public void write(ByteBuf input, int length) throws IOException {
        checkOpen();
        int head = Math.min(length, MEMORY - inMemory);
        if (head > 0) {
            reserve(inMemory + head);
            input.readBytes(memory, inMemory, head);
            inMemory += head;
        }
        int rest = length - head;
        if (rest > 0) {
            FileChannel channel = overflow();
            while (rest > 0) {
                rest -= input.readBytes(channel, rest);
            }
        }
        size += length;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open() throws IOException {
        return open(0, Long.MAX_VALUE);
    }

    private InputStream open(long from, long to) throws IOException {
        checkOpen();
        return new Reader(from, to);
    }

    /** A message of several that have been written one after the other. */
    public MessageSource part(long offset, long size) {
        return new Part(offset, size);
    }

    private final class Part implements MessageSource {

        private final long offset;
        private final long size;

        Part(long offset, long size) {
            this.offset = offset;
            this.size = size;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream open() throws IOException {
            return Spool.this.open(offset, offset + size);
        }
    }

    @Override
    public void close() {
        closed = true;
        memory = new byte[0];
        inMemory = 0;
        if (overflow != null) {
            try {
                overflow.close();
            } catch (IOException e) {
                System.getLogger(Spool.class.getName())
                        .log(Level.WARNING, "A temporary file stays behind in " + folder + ": " + e.getMessage());
            }
        }
    }

    private void checkOpen() throws IOException {
        if (closed) {
            throw new IOException("The spool is closed");
        }
    }

    private void reserve(int wanted) {
        if (wanted > memory.length) {
            int larger = Math.max(FIRST_MEMORY, Math.max(wanted, GROWTH * memory.length));
            memory = Arrays.copyOf(memory, Math.min(MEMORY, larger));
        }
    }

    private FileChannel overflow() throws IOException {
        FileChannel channel = overflow;
        if (channel == null) {
            Files.createDirectories(folder);
            channel = FileChannel.open(
                    folder.resolve(UUID.randomUUID() + ".spool"),
                    Set.of(
                            StandardOpenOption.CREATE_NEW,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            StandardOpenOption.DELETE_ON_CLOSE),
                    ownerOnly());
            overflow = channel;
        }
        return channel;
    }

    private FileAttribute<?>[] ownerOnly() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Reads from a position of its own, so that any number of streams may be open. */
    private final class Reader extends InputStream {

        private final long end;
        private long position;

        Reader(long position, long end) {
            this.position = position;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            Objects.checkFromIndexSize(offset, length, target.length);
            checkOpen();
            if (length == 0) {
                return 0;
            }
            int wanted = (int) Math.min(length, end - position);
            if (wanted == 0) {
                return -1;
            }
            int read = position < inMemory
                    ? fromMemory(target, offset, wanted)
                    : fromFile(ByteBuffer.wrap(target, offset, wanted));
            position += Math.max(read, 0);
            return read;
        }

        private int fromMemory(byte[] target, int offset, int length) {
            int read = Math.min(length, inMemory - (int) position);
            System.arraycopy(memory, (int) position, target, offset, read);
            return read;
        }

        private int fromFile(ByteBuffer target) throws IOException {
            return overflow == null ? -1 : overflow.read(target, position - inMemory);
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, Math.min(size, end) - position);
        }
    }
}
