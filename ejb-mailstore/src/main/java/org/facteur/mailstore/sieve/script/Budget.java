package org.facteur.mailstore.sieve.script;

/** What one run of a script may cost, in characters looked at: a script of any kind ends soon. */
final class Budget {

    /** About a tenth of a second. */
    static final long MAX_STEPS = 20_000_000;

    private long left = MAX_STEPS;

    void spend(long steps) throws ScriptFailureException {
        left -= steps;
        if (left < 0) {
            throw new ScriptFailureException("it takes too long");
        }
    }
}
