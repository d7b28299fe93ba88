package org.facteur.wire.tls;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How TLS is done, whatever certificate is shown.
 *
 * @param clientAuthorities a PEM file with the authorities whose certificates clients may show; empty: they are not asked
 * @param certificates a folder with certificates for names that clients ask for; it need not be there
 * @param minimum the oldest version that is spoken
 */
public record TlsOptions(
        Optional<Path> clientAuthorities, Optional<Path> certificates, TlsVersion minimum, TlsProvider provider) {

    public static final TlsOptions DEFAULT =
            new TlsOptions(Optional.empty(), Optional.empty(), TlsVersion.TLS_1_2, TlsProvider.AUTO);

    /** The same, with other authorities. */
    public TlsOptions withClientAuthorities(Optional<Path> authorities) {
        return new TlsOptions(authorities, certificates, minimum, provider);
    }
}
