package org.facteur.api.smtp;

/** The answer to MAIL. */
public enum SenderDecision {
    ACCEPTED,
    /** The address belongs to somebody else than the authenticated account: 550 5.7.1. */
    NOT_OWNED,
    /** The account has sent as much as it may for now: 450 4.7.1. */
    RATE_LIMITED,
    /** A fault that may pass: 451 4.3.0. */
    TRY_LATER
}
