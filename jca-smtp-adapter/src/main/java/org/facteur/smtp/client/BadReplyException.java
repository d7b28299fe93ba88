package org.facteur.smtp.client;

/** What the server sends is no reply of SMTP. */
public final class BadReplyException extends Exception {

    private static final long serialVersionUID = 1L;

    BadReplyException(String message) {
        super(message);
    }
}
