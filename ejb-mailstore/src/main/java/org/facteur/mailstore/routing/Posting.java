package org.facteur.mailstore.routing;

/** Whose messages a group takes. Rows have these names. */
public enum Posting {
    /** Everybody's. */
    ANYONE,
    /** Those of accounts of this server that are logged in. */
    ACCOUNTS,
    /** Those of its members. */
    MEMBERS,
    /** Those of named addresses, and nobody else's. */
    NAMED
}
