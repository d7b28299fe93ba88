package org.facteur.mailstore.maintenance;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Archives that have been sent to be imported: files of the data folder, since a zip archive is read from its end. Who receives one
 * deletes it; what a crash has left behind goes at the next start.
 */
@ApplicationScoped
public class UploadedArchives {

    private static final System.Logger LOG = System.getLogger(UploadedArchives.class.getName());

    private static final String PREFIX = "import-";
    private static final String SUFFIX = ".tmp";

    @Inject
    @ConfigProperty(name = "facteur.data.dir", defaultValue = "facteur-data")
    private String dataFolder;

    /** Takes all of it into a file that only this user may read; if that fails there is none. */
    public Path receive(InputStream archive) throws IOException {
        Path file = Files.createTempFile(Path.of(dataFolder), PREFIX, SUFFIX);
        try {
            Files.copy(archive, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        return file;
    }

    /** Deletes what is there: before anything is received. */
    public void clear() throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(Path.of(dataFolder), PREFIX + "*" + SUFFIX)) {
            for (Path file : left) {
                if (Files.isRegularFile(file)) {
                    Files.deleteIfExists(file);
                    LOG.log(System.Logger.Level.INFO, "Deleted {0}, an import that was interrupted", file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
    }
}
