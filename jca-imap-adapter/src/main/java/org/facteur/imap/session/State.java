package org.facteur.imap.session;

import java.util.EnumSet;
import java.util.Set;

/** How far a client is (RFC 3501 section 3). */
public enum State {
    NOT_AUTHENTICATED,
    AUTHENTICATED,
    SELECTED;

    /** Every state. */
    public static final Set<State> ANY = Set.copyOf(EnumSet.allOf(State.class));

    /** With a login, whether or not a mailbox is selected. */
    public static final Set<State> LOGGED_IN = Set.of(AUTHENTICATED, SELECTED);
}
