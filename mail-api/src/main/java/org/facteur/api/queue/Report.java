package org.facteur.api.queue;

import java.util.List;

/**
 * How an attempt at one message ended.
 *
 * @param message the id of the message
 * @param token of the claim
 * @param reach whether its destination could be reached at all
 * @param outcomes of some or all of the recipients in the claim, each once
 */
public record Report(long message, long token, String destination, Reach reach, List<Outcome> outcomes) {

    /** What is known of a destination now. */
    public enum Reach {
        /** One of its servers has taken commands. */
        REACHED,
        /** None of its servers has: whatever else waits for it can wait as well. */
        UNREACHED,
        /** Nothing new. */
        UNTRIED
    }

    public Report {
        outcomes = List.copyOf(outcomes);
    }
}
