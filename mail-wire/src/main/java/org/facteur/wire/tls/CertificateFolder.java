package org.facteur.wire.tls;

import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Certificates for the names that clients ask for (RFC 6066 section 3): {@code NAME.crt} beside {@code NAME.key}, and folders with
 * {@code fullchain.pem} and {@code privkey.pem}, as ACME clients lay them. Which names a certificate is for it says itself; of two
 * for one name the one that lasts longer is shown. Used by one thread at a time.
 */
final class CertificateFolder {

    private static final System.Logger LOG = System.getLogger(CertificateFolder.class.getName());

    /** The most pairs of files that are looked at. */
    static final int MAX_PAIRS = 1_000;

    private static final String CERTIFICATE = ".crt";
    private static final String KEY = ".key";

    private final Path folder;
    private final TlsOptions options;
    private final Map<Path, CertifiedKey> pairs = new TreeMap<>();
    private Map<String, CertifiedKey.Usable> byName = Map.of();
    private boolean complained;

    CertificateFolder(Path folder, TlsOptions options) {
        this.folder = folder;
        this.options = options;
        refresh();
    }

    /** Whether it has any certificate to show. */
    boolean isEmpty() {
        return byName.isEmpty();
    }

    /** What is shown to who asks for a name. */
    Optional<SslContext> context(String name) {
        String asked = CertificateNames.asked(name);
        CertifiedKey.Usable exact = byName.get(asked);
        return Optional.ofNullable(exact != null ? exact : byName.get(CertificateNames.wildcard(asked)))
                .map(CertifiedKey.Usable::context);
    }

    /** Reads what is new or has changed, and forgets what is gone. */
    void refresh() {
        Map<Path, Path> found = found();
        boolean changed = pairs.keySet().retainAll(found.keySet());
        for (Map.Entry<Path, Path> pair : found.entrySet()) {
            CertifiedKey known = pairs.get(pair.getKey());
            if (known == null) {
                pairs.put(pair.getKey(), CertifiedKey.watch(pair.getKey(), pair.getValue(), options));
                changed = true;
            } else {
                changed |= known.refresh();
            }
        }
        if (changed) {
            byName = byName();
            LOG.log(Level.INFO, "TLS certificates in " + folder + " for " + byName.keySet());
        }
    }

    private Map<String, CertifiedKey.Usable> byName() {
        Map<String, CertifiedKey.Usable> names = new HashMap<>();
        for (CertifiedKey pair : pairs.values()) {
            pair.usable()
                    .ifPresent(usable -> CertificateNames.of(usable.certificate())
                            .forEach(name -> names.merge(name, usable, CertificateFolder::longer)));
        }
        return names;
    }

    private static CertifiedKey.Usable longer(CertifiedKey.Usable one, CertifiedKey.Usable other) {
        return end(one.certificate()).isBefore(end(other.certificate())) ? other : one;
    }

    private static Instant end(X509Certificate certificate) {
        return certificate.getNotAfter().toInstant();
    }

    /** Certificate files with their keys. A folder that cannot be read for a moment is as it was. */
    private Map<Path, Path> found() {
        Map<Path, Path> found = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                pair(entry, found);
                if (found.size() == MAX_PAIRS) {
                    complain("has more certificates than are used, which are " + MAX_PAIRS);
                    break;
                }
            }
        } catch (IOException e) {
            complain("cannot be read: " + e.getMessage());
            pairs.keySet().forEach(certificate -> found.put(certificate, certificate));
        }
        return found;
    }

    private static void pair(Path entry, Map<Path, Path> found) {
        String name = entry.getFileName().toString();
        Path certificate = entry.resolve("fullchain.pem");
        Path key = entry.resolve("privkey.pem");
        if (name.endsWith(CERTIFICATE)) {
            certificate = entry;
            key = entry.resolveSibling(name.substring(0, name.length() - CERTIFICATE.length()) + KEY);
        }
        if (Files.exists(certificate) && Files.exists(key)) {
            found.put(certificate, key);
        }
    }

    private void complain(String what) {
        if (!complained) {
            complained = true;
            LOG.log(Level.WARNING, "The folder " + folder + " " + what);
        }
    }
}
