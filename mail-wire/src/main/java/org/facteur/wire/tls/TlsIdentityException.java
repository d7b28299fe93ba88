package org.facteur.wire.tls;

/** A certificate or key that cannot be used; its message is one sentence for the administrator, without a full stop. */
public final class TlsIdentityException extends Exception {

    private static final long serialVersionUID = 1L;

    public TlsIdentityException(String sentence) {
        super(sentence);
    }

    public TlsIdentityException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
