package org.facteur.micro;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The folder with all that the server keeps, owned by this process until it ends. The launcher has a part of it:
 * {@code server} is the application server's own, made anew at each start (a cleaner of temporary files must not get at
 * it while the server runs), {@code log} the log files.
 */
final class DataFolder {
    private final Path folder;

    /** Held for the life of the process, also when nobody refers to the folder any more: a lock goes with its channel. */
    private static final List<FileLock> HELD = new CopyOnWriteArrayList<>();

    private DataFolder(Path folder) {
        this.folder = folder;
    }

    static DataFolder open(Path folder) throws StartupFailure {
        try {
            create(folder);
            FileLock lock = lock(folder.resolve("facteur.lock"));
            if (lock == null) {
                throw new StartupFailure(
                        "Another Facteur uses the data folder " + folder + "; FACTEUR_DATA_DIR moves it.");
            }
            HELD.add(lock);
            DataFolder opened = new DataFolder(folder);
            delete(opened.serverFolder());
            Files.createDirectories(opened.serverFolder());
            Files.createDirectories(opened.logFolder());
            return opened;
        } catch (IOException e) {
            throw new StartupFailure(
                    "The data folder " + folder + " cannot be written (" + reason(e) + "); FACTEUR_DATA_DIR moves it.",
                    e);
        }
    }

    Path serverFolder() {
        return folder.resolve("server");
    }

    Path logFolder() {
        return folder.resolve("log");
    }

    private static void create(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Files.createDirectories(folder);
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            // mail is private
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    private static @Nullable FileLock lock(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                channel.close();
            }
            return lock;
        } catch (OverlappingFileLockException e) {
            channel.close();
            return null;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e) throws IOException {
                if (e != null) {
                    throw e;
                }
                Files.delete(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The message of a file system's exception is often but the file's name. */
    private static String reason(IOException e) {
        return switch (e.getClass().getSimpleName()) {
            case "AccessDeniedException" -> "permission denied";
            case "FileAlreadyExistsException", "NotDirectoryException" -> "it is no folder";
            case "ReadOnlyFileSystemException" -> "the file system is read-only";
            default -> String.valueOf(e.getMessage());
        };
    }
}
