package org.facteur.mailstore.sieve.script;

import java.util.List;

/**
 * How the message was sent.
 *
 * @param sender the reverse-path; empty for {@code <>}
 * @param recipients the forward-paths that led to the account whose script runs, as they were given
 */
public record Envelope(String sender, List<String> recipients) {

    public Envelope {
        recipients = List.copyOf(recipients);
    }
}
