package org.facteur.mailstore.harness;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.facteur.mailstore.database.ForwardingFile;
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

    private static final class Faulty extends ForwardingFile {

        Faulty(FileChannel file) {
            super(file);
        }

        @Override
        public int write(ByteBuffer octets, long position) throws IOException {
            if (fault == Fault.FULL) {
                throw full();
            }
            return super.write(octets, position);
        }

        @Override
        public int write(ByteBuffer octets) throws IOException {
            if (fault == Fault.FULL) {
                throw full();
            }
            return super.write(octets);
        }

        @Override
        public void force(boolean withMetadata) throws IOException {
            if (fault == Fault.NO_FORCE) {
                throw new IOException("Input/output error");
            }
            forces++;
            super.force(withMetadata);
        }
    }
}
