package org.facteur.pop3.pop2;

/** What ends a connection, as every error of POP2 does (RFC 937). */
final class Pop2Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    Pop2Failure(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    /** For people, in US-ASCII. */
    String text() {
        return text;
    }
}
