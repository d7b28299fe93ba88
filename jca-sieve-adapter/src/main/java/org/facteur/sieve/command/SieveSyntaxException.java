package org.facteur.sieve.command;

/** Octets that are no command. */
public final class SieveSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    SieveSyntaxException(String text) {
        super(text);
        this.text = text;
    }

    /** What is wrong, for the client. */
    public String text() {
        return text;
    }
}
