package org.facteur.mailstore.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2's that writes to another one, the file of a database in an order that survives a power cut: {@link
 * OrderedFile}. H2 makes an instance for each path, by the constructor.
 */
public final class OrderedFilePath extends FilePathWrapper {

    /** What stands before the path. */
    static final String SCHEME = "ordered";

    private static final String DATABASE = ".mv.db";

    /** Makes the scheme known to H2; the last one who does so wins. */
    static void register() {
        FilePath.register(new OrderedFilePath());
    }

    @Override
    public String getScheme() {
        return SCHEME;
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel file = getBase().open(mode);
        return name.endsWith(DATABASE) && !mode.equals("r") ? new OrderedFile(file) : file;
    }
}
