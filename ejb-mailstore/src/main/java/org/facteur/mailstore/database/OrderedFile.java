package org.facteur.mailstore.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * The file of an H2 database, a log of chunks whose space is used again when nothing refers to it any more. Each chunk makes the
 * one before it obsolete; but if the power fails, it is the last forced one that the database is opened with. So before a chunk
 * goes where that state may still have something, what has been written since is forced. New space at the end needs no waiting.
 *
 * <p>The database writes one chunk at a time, reads and forces at any time.
 */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // who reads or writes says where, and waits for nobody
final class OrderedFile extends ForwardingFile {

    /**
     * Before it stands the header of the file, which says where a chunk is that need not be the last one: one that is not there is
     * looked for. It fits in a sector.
     */
    private static final long FIRST_CHUNK = 2 * 4096;

    private final FileChannel file;

    /** How many writes there have been, and how many of them are known to be on the disk. */
    private volatile long written;

    private volatile long forced;

    /** Where the file ended when it was last forced: what begins beyond is new. */
    private volatile long forcedEnd;

    OrderedFile(FileChannel file) throws IOException {
        super(file);
        this.file = file;
        // Who wrote it before may have been killed before he forced it.
        file.force(true);
        forcedEnd = file.size();
    }

    @Override
    public int write(ByteBuffer octets, long position) throws IOException {
        forceBeforeReuse(position);
        int count = file.write(octets, position);
        countWrite();
        return count;
    }

    @Override
    public int write(ByteBuffer octets) throws IOException {
        forceBeforeReuse(file.position());
        int count = file.write(octets);
        countWrite();
        return count;
    }

    private synchronized void countWrite() {
        written++;
    }

    private void forceBeforeReuse(long position) throws IOException {
        if (position >= FIRST_CHUNK && position < forcedEnd) {
            force(false);
        }
    }

    @Override
    public void force(boolean withMetadata) throws IOException {
        long through = written;
        if (through == forced) {
            return;
        }
        // The size is forced with the octets; the time of the last change is not worth a write.
        file.force(false);
        markForced(through);
    }

    private synchronized void markForced(long through) throws IOException {
        forced = Math.max(forced, through);
        forcedEnd = file.size();
    }

    private synchronized void endAt(long size) {
        forcedEnd = Math.min(forcedEnd, size);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        force(false);
        // Should the file be longer again after a power cut, nothing is lost.
        file.truncate(size);
        endAt(size);
        return this;
    }

    @Override
    protected void implCloseChannel() throws IOException {
        try {
            force(false);
        } finally {
            file.close();
        }
    }
}
