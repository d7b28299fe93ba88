package org.facteur.mailstore.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBase;

/** A file of an H2 database that does what another one does: what is different about it, a subclass says. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // the file below knows what it has to lock
public abstract class ForwardingFile extends FileBase {

    private final FileChannel file;

    protected ForwardingFile(FileChannel file) {
        this.file = file;
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
    public int write(ByteBuffer octets, long position) throws IOException {
        return file.write(octets, position);
    }

    @Override
    public int write(ByteBuffer octets) throws IOException {
        return file.write(octets);
    }

    @Override
    public void force(boolean withMetadata) throws IOException {
        file.force(withMetadata);
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        file.truncate(size);
        return this;
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
