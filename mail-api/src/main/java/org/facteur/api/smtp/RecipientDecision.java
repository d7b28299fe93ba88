package org.facteur.api.smtp;

/** The answer to RCPT, and after the message the outcome for a recipient. */
public enum RecipientDecision {
    /** The mailbox is here. */
    ACCEPTED(250, "2.1.5"),
    /** The recipient is elsewhere, and the message will be passed on. */
    ACCEPTED_FOR_RELAY(250, "2.1.5"),
    /** The domain is local and has no such mailbox. */
    UNKNOWN_USER(550, "5.1.1"),
    /** The address is local and leads to nothing but itself. */
    LOOP(550, "5.4.6"),
    /** The domain is not local and mail is not relayed for this client. */
    RELAY_DENIED(550, "5.7.1"),
    /** The mailbox is local and receives no mail. */
    DISABLED(550, "5.2.1"),
    /** The mailbox is full; it may have room later. */
    OVER_QUOTA(452, "4.2.2"),
    /** The message alone is larger than the mailbox may be. */
    TOO_LARGE(552, "5.2.2"),
    /** The recipient does not want this message. */
    REFUSED(550, "5.7.1"),
    /** The account has sent to as many recipients as it may for now. */
    RATE_LIMITED(450, "4.7.1"),
    /** The client is new here, and is asked to come again. */
    GREYLISTED(451, "4.7.1"),
    /** A fault that may pass. */
    TRY_LATER(451, "4.3.0");

    private final int code;
    private final String status;

    RecipientDecision(int code, String status) {
        this.code = code;
        this.status = status;
    }

    /** The reply code (RFC 5321 section 4.2). */
    public int code() {
        return code;
    }

    /** The enhanced status code (RFC 3463). */
    public String status() {
        return status;
    }

    /** Whether the same may be answered otherwise later. */
    public boolean mayPass() {
        return code / 100 == 4;
    }

    /** Whether this server takes, or has taken, responsibility for the recipient. */
    public boolean isAccepted() {
        return this == ACCEPTED || this == ACCEPTED_FOR_RELAY;
    }
}
