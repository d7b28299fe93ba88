package org.facteur.imap.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Looks for files that this process holds open, which on Linux have lost their names while they are in use. */
public final class SpoolFiles {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    private SpoolFiles() {}

    /** How many files of the folder are open, with or without a name. */
    public static int open(Path folder) throws IOException {
        if (!Files.isDirectory(OPEN_FILES)) {
            return countNamed(folder);
        }
        int count = 0;
        try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(OPEN_FILES)) {
            for (Path descriptor : descriptors) {
                if (target(descriptor).startsWith(folder.toRealPath().toString())) {
                    count++;
                }
            }
        }
        return count;
    }

    private static int countNamed(Path folder) throws IOException {
        int count = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                count += Files.isRegularFile(file) ? 1 : 0;
            }
        }
        return count;
    }

    private static String target(Path descriptor) throws IOException {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException e) {
            // The descriptor of this very listing, or one of another thread.
            return "";
        }
    }
}
