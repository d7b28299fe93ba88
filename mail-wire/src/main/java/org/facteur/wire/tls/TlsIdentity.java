package org.facteur.wire.tls;

import java.nio.file.Path;

/** The certificate chain and private key that the server shows. */
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class TlsIdentity {

    private TlsIdentity() {}

    /** Reads PEM files, now and whenever they have changed. */
    public static TlsIdentity fromFiles(Path certificate, Path key) throws TlsIdentityException {
        throw new TlsIdentityException("Not yet: " + certificate + ", " + key);
    }

    /** The self-signed certificate for a host name that is kept in a folder, made now if it is not there. */
    public static TlsIdentity selfSigned(Path folder, String hostname) throws TlsIdentityException {
        throw new TlsIdentityException("Not yet: " + folder + ", " + hostname);
    }
}
