package org.facteur.mailstore.routing;

/** What an address is that leads to other addresses. Rows have these names. */
public enum RouteKind {
    /** Another name: a message goes on as it is, and its sender hears of failures. */
    ALIAS,
    /** A list of members: a message goes on in the name of the group, whose owner hears of failures. */
    GROUP
}
