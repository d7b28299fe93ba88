package org.facteur.admin.health;

/** The listeners that the configuration can open, with the key of their port and its default. */
public enum MailListener {
    SMTP("facteur.smtp.port", 2525, Security.STARTTLS),
    SUBMISSION("facteur.submission.port", 2587, Security.STARTTLS),
    SUBMISSIONS("facteur.submissions.port", 2465, Security.TLS),
    LMTP("facteur.lmtp.port", 0, Security.STARTTLS),
    POP2("facteur.pop2.port", 0, Security.NONE),
    POP3("facteur.pop3.port", 2110, Security.STARTTLS),
    POP3S("facteur.pop3s.port", 2995, Security.TLS),
    IMAP("facteur.imap.port", 2143, Security.STARTTLS),
    IMAPS("facteur.imaps.port", 2993, Security.TLS),
    SIEVE("facteur.sieve.port", 2190, Security.STARTTLS);

    /** When a connection turns to TLS. */
    public enum Security {
        /** Never. */
        NONE,
        /** When the client asks for it. */
        STARTTLS,
        /** From its first octet. */
        TLS
    }

    private final String key;
    private final int defaultPort;
    private final Security security;

    MailListener(String key, int defaultPort, Security security) {
        this.key = key;
        this.defaultPort = defaultPort;
        this.security = security;
    }

    String key() {
        return key;
    }

    int defaultPort() {
        return defaultPort;
    }

    public Security security() {
        return security;
    }
}
