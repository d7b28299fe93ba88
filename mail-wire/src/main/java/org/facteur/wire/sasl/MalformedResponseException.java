package org.facteur.wire.sasl;

/** A response does not have the form that its mechanism defines. */
final class MalformedResponseException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String text;

    MalformedResponseException(String text) {
        super(text);
        this.text = text;
    }

    /** What is wrong, for the client. */
    String text() {
        return text;
    }
}
