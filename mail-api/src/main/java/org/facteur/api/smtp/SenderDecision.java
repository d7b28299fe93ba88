package org.facteur.api.smtp;

/** The answer to MAIL. */
public enum SenderDecision {
    ACCEPTED,
    /** The address belongs to somebody else than the authenticated account: 550 5.7.1. */
    NOT_OWNED,
    /** A fault that may pass: 451 4.3.0. */
    TRY_LATER
}
