package org.facteur.imap.session;

import java.util.Set;

/**
 * What the session must know of a command before it is carried out.
 *
 * @param states where it is allowed; elsewhere the answer is BAD
 * @param usesSequenceNumbers whether it names messages by numbers that must not shift before it is understood
 * @param tellsExpunges whether EXPUNGE may be sent before its end: never while FETCH, STORE or SEARCH are answered (RFC 3501
 *     section 7.4.1)
 */
public record CommandRules(Set<State> states, boolean usesSequenceNumbers, boolean tellsExpunges) {

    /** Allowed in every state. */
    public static final CommandRules ANY_STATE = new CommandRules(State.ANY, false, true);

    public static final CommandRules BEFORE_LOGIN = new CommandRules(Set.of(State.NOT_AUTHENTICATED), false, true);

    public static final CommandRules LOGGED_IN = new CommandRules(State.LOGGED_IN, false, true);

    public static final CommandRules SELECTED = new CommandRules(Set.of(State.SELECTED), false, true);

    /** Of COPY and MOVE by sequence numbers, and of UID SEARCH, which may hold some: expunges may be told behind the answer. */
    public static final CommandRules NUMBERS_IN = new CommandRules(Set.of(State.SELECTED), true, true);

    /** Of FETCH, STORE and SEARCH by sequence numbers. */
    public static final CommandRules NUMBERS_IN_AND_OUT = new CommandRules(Set.of(State.SELECTED), true, false);

    /** Whether the selected mailbox is brought up to date first, so that the command works on what is there. */
    boolean refreshesFirst() {
        return !usesSequenceNumbers && states.equals(SELECTED.states());
    }
}
