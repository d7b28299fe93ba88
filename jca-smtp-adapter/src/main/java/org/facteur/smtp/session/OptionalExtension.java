package org.facteur.smtp.session;

/**
 * Extensions that promise something of the application behind the adapter, so that each is off until its configuration says
 * that the application keeps the promise.
 */
public enum OptionalExtension {
    /** Reports as the sender wants them, of success too (RFC 3461). */
    DSN("DSN"),
    /** Passed on over verified TLS or not at all (RFC 8689). */
    REQUIRETLS("REQUIRETLS"),
    /** Held back (RFC 4865). */
    FUTURERELEASE("FUTURERELEASE"),
    /** Delivered in time, or its sender hears of it (RFC 2852). */
    DELIVERBY("DELIVERBY"),
    /** The urgent ones first (RFC 6710). */
    MT_PRIORITY("MT-PRIORITY");

    private final String keyword;

    OptionalExtension(String keyword) {
        this.keyword = keyword;
    }

    /** As EHLO announces it. */
    public String keyword() {
        return keyword;
    }
}
