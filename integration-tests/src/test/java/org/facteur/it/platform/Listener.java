package org.facteur.it.platform;

/** The listeners of the server, by the environment variable that sets their port. */
public enum Listener {
    SMTP,
    SUBMISSION,
    SUBMISSIONS,
    LMTP,
    POP2,
    POP3,
    POP3S,
    IMAP,
    IMAPS,
    SIEVE,
    HTTP;

    /** Whether its connections begin with TLS. */
    public boolean beginsWithTls() {
        return this == SUBMISSIONS || this == POP3S || this == IMAPS;
    }

    /** {@code FACTEUR_SMTP_PORT} and so on. */
    public String variable() {
        return "FACTEUR_" + name() + "_PORT";
    }
}
