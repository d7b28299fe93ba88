package org.facteur.pop3.command;

/** A line that is no command. */
public final class Pop3SyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    Pop3SyntaxException(String text) {
        super(text);
        this.text = text;
    }

    /** What is wrong, for the client. */
    public String text() {
        return text;
    }
}
