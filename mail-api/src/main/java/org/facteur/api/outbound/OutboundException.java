package org.facteur.api.outbound;

import jakarta.mail.MessagingException;

/**
 * A message that an application hands over is not taken. Its {@link #status} is an enhanced status code (RFC 3463), as SMTP would say it:
 * one that begins with 4 may be gone when the same is tried again.
 */
public class OutboundException extends MessagingException {

    private static final long serialVersionUID = 1L;

    private final String status;

    /** @param status such as {@code 5.3.4} */
    public OutboundException(String status, String message) {
        super(message);
        this.status = status;
    }

    public OutboundException(String status, String message, Exception cause) {
        super(message, cause);
        this.status = status;
    }

    /** Class, subject and detail, such as {@code 5.1.1}. */
    public String status() {
        return status;
    }

    /** Whether the same may succeed later. */
    public boolean mayPass() {
        return status.startsWith("4");
    }
}
