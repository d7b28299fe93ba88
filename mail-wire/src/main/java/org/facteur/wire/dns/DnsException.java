package org.facteur.wire.dns;

/** The domain name system has no answer now; the same question may have one later. */
public final class DnsException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message a sentence for a person, without its full stop */
    public DnsException(String message) {
        super(message);
    }
}
