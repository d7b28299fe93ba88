package org.facteur.mailstore.security;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.text.ParseException;
import java.util.List;

/** Keys in a file, which is read again when it has changed. */
final class TokenKeyFile implements TokenKeys {

    private static final long MAX_OCTETS = 256 * 1024;

    private final Path file;
    private JWKSet keys = new JWKSet();
    private FileTime changed = FileTime.fromMillis(0);
    private long size = -1;

    TokenKeyFile(Path file) {
        this.file = file;
    }

    @Override
    public synchronized List<JWK> matching(JWKMatcher wanted) throws IOException {
        FileTime now = Files.getLastModifiedTime(file);
        long octets = Files.size(file);
        if (!now.equals(changed) || octets != size) {
            keys = read(octets);
            changed = now;
            size = octets;
        }
        return new JWKSelector(wanted).select(keys);
    }

    private JWKSet read(long octets) throws IOException {
        if (octets > MAX_OCTETS) {
            throw new IOException(file + " is too large for a key set");
        }
        try {
            return JWKSet.parse(Files.readString(file));
        } catch (ParseException e) {
            throw new IOException(file + " is no JSON Web Key Set: " + e.getMessage(), e);
        }
    }
}
