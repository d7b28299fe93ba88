package org.facteur.wire.spool;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.facteur.api.content.MessageSource;
import org.jspecify.annotations.Nullable;

/**
 * Takes a message while it arrives: up to {@value #MEMORY} octets in memory, then in a temporary file, so that memory does
 * not grow with a message. Not thread-safe; closing it deletes the file.
 */
public final class Spool implements MessageSource, AutoCloseable {

    /** How many octets stay in memory: 256 KiB. */
    public static final int MEMORY = 256 * 1024;

    private final Path folder;
    private byte[] memory = new byte[4096];
    private int inMemory;
    private long size;
    private @Nullable Path file;
    private @Nullable FileChannel overflow;

    /** @param folder where the temporary file goes, if one is needed; it exists */
    public Spool(Path folder) {
        this.folder = folder;
    }

    /** Appends octets. */
    public void write(byte[] octets, int offset, int length) throws IOException {
        write(io.netty.buffer.Unpooled.wrappedBuffer(octets, offset, length), length);
    }

    /** Appends the next {@code length} octets of the input and consumes them. */
    public void write(ByteBuf input, int length) throws IOException {
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
        InputStream head = new ByteArrayInputStream(memory, 0, inMemory);
        if (file == null) {
            return head;
        }
        return new SequenceInputStream(head, Channels.newInputStream(FileChannel.open(file, StandardOpenOption.READ)));
    }

    @Override
    public void close() {
        memory = new byte[0];
        inMemory = 0;
        try {
            if (overflow != null) {
                overflow.close();
            }
            if (file != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            System.getLogger(Spool.class.getName())
                    .log(System.Logger.Level.WARNING, "A temporary file stays behind: " + e.getMessage());
        }
    }

    private void reserve(int wanted) {
        if (wanted > memory.length) {
            memory = Arrays.copyOf(memory, Math.min(MEMORY, Math.max(wanted, 4 * memory.length)));
        }
    }

    private FileChannel overflow() throws IOException {
        if (overflow == null) {
            file = Files.createTempFile(folder, "spool", ".eml");
            overflow = FileChannel.open(file, StandardOpenOption.WRITE);
        }
        return overflow;
    }
}
