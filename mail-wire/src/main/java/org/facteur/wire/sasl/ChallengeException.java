package org.facteur.wire.sasl;

/** What a server says in a login is not what its mechanism asks for. */
public final class ChallengeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    ChallengeException(String text) {
        super(text);
        this.text = text;
    }

    /** What is wrong, a sentence without its full stop. */
    public String text() {
        return text;
    }
}
