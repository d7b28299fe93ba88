package org.facteur.mailstore.start;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.StartupReport;
import org.facteur.api.account.Secret;
import org.facteur.mailstore.administration.AdministratorService;

/** Makes what an empty database lacks: the administrator, and with {@code facteur.demo} the demonstration. */
@ApplicationScoped
public class FirstStart {

    private static final System.Logger LOG = System.getLogger(FirstStart.class.getName());

    /** Without those that look alike. */
    private static final String PASSWORD_CHARACTERS = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int PASSWORD_LENGTH = 16;

    @Inject
    private AdministratorService administrators;

    @Inject
    private Demonstration demonstration;

    @Inject
    @ConfigProperty(name = "facteur.admin.password")
    private Optional<String> adminPassword;

    @Inject
    @ConfigProperty(name = "facteur.demo", defaultValue = "false")
    private boolean demo;

    @Inject
    @ConfigProperty(name = "facteur.data.dir", defaultValue = "facteur-data")
    private String dataFolder;

    void ready() {
        if (!administrators.exists()) {
            makeAdministrator();
        }
        if (demo) {
            demonstration.ready();
        }
    }

    private void makeAdministrator() {
        if (adminPassword.isPresent()) {
            administrators.setPassword(new Secret(adminPassword.get()));
            return;
        }
        String password = generated();
        administrators.setPassword(new Secret(password));
        if (!StartupReport.announce("Console login: " + AdministratorService.ADMIN + " / " + password)) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "The password of {0} is in {1}; delete it when you have read it",
                    AdministratorService.ADMIN,
                    written(password));
        }
    }

    /** Where nobody watches the start, a file that only its owner can read takes the password. */
    private Path written(String password) {
        Path file = Path.of(dataFolder).resolve("admin-password").toAbsolutePath();
        try {
            Files.deleteIfExists(file);
            if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.writeString(file, password + "\n", StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String generated() {
        SecureRandom random = new SecureRandom();
        StringBuilder password = new StringBuilder(PASSWORD_LENGTH);
        for (int i = 0; i < PASSWORD_LENGTH; i++) {
            password.append(PASSWORD_CHARACTERS.charAt(random.nextInt(PASSWORD_CHARACTERS.length())));
        }
        return password.toString();
    }
}
