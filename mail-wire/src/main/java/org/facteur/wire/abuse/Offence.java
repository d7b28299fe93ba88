package org.facteur.wire.abuse;

/** What good clients do rarely, and bad ones all the time. */
public enum Offence {
    /** What is no command, or none that may come now. */
    BAD_COMMAND("bad commands"),
    /** A recipient that there is not. */
    UNKNOWN_USER("unknown users"),
    /** Credentials that do not match. */
    FAILED_LOGIN("failed logins");

    private final String plural;

    Offence(String plural) {
        this.plural = plural;
    }

    /** For the log. */
    String plural() {
        return plural;
    }
}
