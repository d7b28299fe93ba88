package org.facteur.mailstore.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/** A file system of H2's, {@code faulty:}, that fails when it is told to. H2 makes an instance for each path. */
public final class FaultyFilePath extends FilePathWrapper {

    private static final String SCHEME = "faulty";

    private static volatile Fault fault = Fault.NONE;
    private static volatile int forces;

    /** What goes wrong with every file of this file system. */
    public enum Fault {
        NONE,
        /** The disk is full: what there is can be read. */
        FULL,
        /** What is written never reaches the disk. */
        NO_FORCE
    }

    /** Makes the scheme known, without faults. */
    public static void register() {
        fault = Fault.NONE;
        FilePath.register(new FaultyFilePath());
    }

    public static void fail(Fault with) {
        fault = with;
    }

    /** How often files have been forced. */
    public static int forces() {
        return forces;
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        if (fault == Fault.FULL && !exists()) {
            throw full();
        }
        return new Faulty(getBase().open(mode));
    }

    private static IOException full() {
        return new IOException("No space left on device");
    }

    private static final class Faulty extends FileBase {

        private final FileChannel file;

        Faulty(FileChannel file) {
            this.file = file;
        }

        @Override
        public int write(ByteBuffer octets, long position) throws IOException {
            if (fault == Fault.FULL) {
                throw full();
            }
            return file.write(octets, position);
        }

        @Override
        public int write(ByteBuffer octets) throws IOException {
            if (fault == Fault.FULL) {
                throw full();
            }
            return file.write(octets);
        }

        @Override
        public void force(boolean withMetadata) throws IOException {
            if (fault == Fault.NO_FORCE) {
                throw new IOException("Input/output error");
            }
            forces++;
            file.force(withMetadata);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            file.truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer octets, long position) throws IOException {
            return file.read(octets, position);
        }

        @Override
        public int read(ByteBuffer octets) throws IOException {
            return file.read(octets);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
