package org.facteur.api.smtp;

/** The answer to RCPT, and after the message the outcome for a recipient. */
public enum RecipientDecision {
    /** The mailbox is here: 250 2.1.5. */
    ACCEPTED,
    /** The recipient is elsewhere, and the message will be passed on: 250 2.1.5. */
    ACCEPTED_FOR_RELAY,
    /** The domain is local and has no such mailbox: 550 5.1.1. */
    UNKNOWN_USER,
    /** The address is local and leads to nothing but itself: 550 5.4.6. */
    LOOP,
    /** The domain is not local and mail is not relayed for this client: 550 5.7.1. */
    RELAY_DENIED,
    /** The mailbox is local and receives no mail: 550 5.2.1. */
    DISABLED,
    /** The mailbox is full; it may have room later: 452 4.2.2. */
    OVER_QUOTA,
    /** The message alone is larger than the mailbox may be: 552 5.2.2. */
    TOO_LARGE,
    /** The recipient does not want this message: 550 5.7.1. */
    REFUSED,
    /** The account has sent to as many recipients as it may for now: 450 4.7.1. */
    RATE_LIMITED,
    /** The client is new here, and is asked to come again: 451 4.7.1. */
    GREYLISTED,
    /** A fault that may pass: 451 4.3.0. */
    TRY_LATER;

    /** Whether this server takes, or has taken, responsibility for the recipient. */
    public boolean isAccepted() {
        return this == ACCEPTED || this == ACCEPTED_FOR_RELAY;
    }
}
