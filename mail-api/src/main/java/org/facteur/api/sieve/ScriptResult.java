package org.facteur.api.sieve;

import java.util.List;

/**
 * What became of a request about a script; unless it is {@code DONE}, nothing has changed.
 *
 * @param remarks for the owner of the script, a line each: the errors of one that is {@code INVALID}, and possibly warnings
 *     where it is {@code DONE}
 */
public record ScriptResult(Outcome outcome, List<String> remarks) {

    /** How a request ends. */
    public enum Outcome {
        DONE,
        /** There is no script of that name. */
        NONEXISTENT,
        /** There is a script of the new name. */
        ALREADY_EXISTS,
        /** The script is active, and cannot be deleted. */
        ACTIVE,
        /** The account has as many scripts as it may have. */
        TOO_MANY,
        /** The script is larger than one may be. */
        TOO_LARGE,
        /** The script is wrong: the remarks say where. */
        INVALID
    }

    public static final ScriptResult DONE = of(Outcome.DONE);

    public ScriptResult {
        remarks = List.copyOf(remarks);
    }

    public static ScriptResult of(Outcome outcome) {
        return new ScriptResult(outcome, List.of());
    }
}
