package org.facteur.mailstore.administration;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.facteur.api.account.Secret;

/**
 * A password that this server has until it stops, in a file of its data folder that only its owner can read: who can read the
 * data can maintain it, without being asked for the administrator's password.
 */
@ApplicationScoped
public class MaintenanceKey {

    /** The name with which it is given. */
    public static final String NAME = "maintenance";

    /** The file in the data folder. */
    public static final String FILE = "maintenance.key";

    private static final int OCTETS = 32;

    private volatile byte[] key = {};

    /** Makes a new key and puts it into the folder, in the place of an older one. */
    public void write(Path folder) throws IOException {
        byte[] random = new byte[OCTETS];
        new SecureRandom().nextBytes(random);
        String text = HexFormat.of().formatHex(random);
        Path fresh = folder.resolve(FILE + ".new");
        Files.deleteIfExists(fresh);
        if (fresh.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(fresh, text);
        Files.move(fresh, folder.resolve(FILE), StandardCopyOption.REPLACE_EXISTING);
        key = text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether this is the key; before {@link #write} nothing is. */
    boolean matches(Secret password) {
        byte[] known = key;
        return known.length > 0
                && MessageDigest.isEqual(known, password.reveal().getBytes(StandardCharsets.UTF_8));
    }
}
