package org.facteur.it.platform;

/** The listeners of the server, by the environment variable that sets their port. */
public enum Listener {
    SMTP,
    SUBMISSION,
    SUBMISSIONS,
    LMTP,
    POP3,
    POP3S,
    IMAP,
    IMAPS,
    HTTP;

    /** {@code FACTEUR_SMTP_PORT} and so on. */
    public String variable() {
        return "FACTEUR_" + name() + "_PORT";
    }
}
