package org.facteur.api.smtp;

/** How much of a message comes back with a report that it failed (RFC 3461 section 4.3). */
public enum Ret {
    FULL,
    HDRS
}
