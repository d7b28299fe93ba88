package org.facteur.mailstore.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import org.facteur.mailstore.database.ForwardingFile;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A file system of H2's that knows what a power cut would leave of a file that is being written: what was forced, and of each
 * write since all, nothing, or the first sectors, whatever their order. One file is open for writing at a time.
 */
public final class CuttableFilePath extends FilePathWrapper {

    /** What stands before the path. */
    public static final String SCHEME = "cuttable";

    private static final int SECTOR = 512;

    private static volatile @Nullable CuttableFile written;

    /** Makes the scheme known to H2. */
    public static void register() {
        FilePath.register(new CuttableFilePath());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel file = getBase().open(mode);
        if (mode.equals("r") || !name.endsWith(".mv.db")) {
            return file;
        }
        CuttableFile cuttable = new CuttableFile(file, Path.of(getBase().toString() + ".forced"));
        written = cuttable;
        return cuttable;
    }

    /** Writes what would be left now to another file. */
    public static void cut(Path left, Random random) throws IOException {
        Objects.requireNonNull(written, "no file is open").cut(left, random);
    }

    /** A write that has not been forced; without octets, the file was truncated. */
    private record Write(long position, byte @Nullable [] octets) {

        void repeat(FileChannel file, int length) throws IOException {
            if (octets == null) {
                file.truncate(position);
            } else {
                write(file, ByteBuffer.wrap(octets, 0, Math.min(length, octets.length)), position);
            }
        }
    }

    private static void write(FileChannel file, ByteBuffer octets, long position) throws IOException {
        long at = position;
        while (octets.hasRemaining()) {
            at += file.write(octets, at);
        }
    }

    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // a lock of its own
    private static final class CuttableFile extends ForwardingFile {

        private final FileChannel file;
        private final Path forced;
        private final FileChannel forcedFile;
        private final List<Write> unforced = new ArrayList<>();
        private final ReentrantLock lock = new ReentrantLock();

        CuttableFile(FileChannel file, Path forced) throws IOException {
            super(file);
            this.file = file;
            this.forced = forced;
            Files.deleteIfExists(forced);
            this.forcedFile = FileChannel.open(
                    forced, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            file.transferTo(0, file.size(), forcedFile);
        }

        void cut(Path left, Random random) throws IOException {
            lock.lock();
            try {
                Files.copy(forced, left, StandardCopyOption.REPLACE_EXISTING);
                try (FileChannel after = FileChannel.open(left, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
                    for (Write write : unforced) {
                        switch (random.nextInt(3)) {
                            case 0 -> write.repeat(after, Integer.MAX_VALUE);
                            case 1 -> write.repeat(after, random.nextInt(200) * SECTOR);
                            default -> {
                                // lost
                            }
                        }
                    }
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int write(ByteBuffer octets, long position) throws IOException {
            lock.lock();
            try {
                byte[] copy = new byte[octets.remaining()];
                octets.duplicate().get(copy);
                int count = copy.length;
                CuttableFilePath.write(file, octets, position);
                unforced.add(new Write(position, copy));
                return count;
            } finally {
                lock.unlock();
            }
        }

        @Override
        public int write(ByteBuffer octets) throws IOException {
            long position = file.position();
            int count = write(octets, position);
            file.position(position + count);
            return count;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            lock.lock();
            try {
                file.truncate(size);
                unforced.add(new Write(size, null));
            } finally {
                lock.unlock();
            }
            return this;
        }

        /** What was written before it began is safe when it ends; what is written meanwhile need not be. */
        @Override
        public void force(boolean withMetadata) throws IOException {
            lock.lock();
            try {
                for (Write write : unforced) {
                    write.repeat(forcedFile, Integer.MAX_VALUE);
                }
                unforced.clear();
            } finally {
                lock.unlock();
            }
        }

        @Override
        protected void implCloseChannel() throws IOException {
            forcedFile.close();
            file.close();
        }
    }
}
