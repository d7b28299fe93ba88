package org.facteur.mailstore.sieve.script;

import java.util.List;

/**
 * How the message was sent.
 *
 * @param sender the reverse-path; empty for {@code <>}
 * @param recipients the forward-paths that led to the account whose script runs, as they were given
 * @param looping whether the account whose script runs has redirected the message before: it does so no more
 */
public record Envelope(String sender, List<String> recipients, boolean looping) {

    public Envelope {
        recipients = List.copyOf(recipients);
    }

    /** Of a message that comes for the first time. */
    public Envelope(String sender, List<String> recipients) {
        this(sender, recipients, false);
    }
}
