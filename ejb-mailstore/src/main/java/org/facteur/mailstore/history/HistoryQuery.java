package org.facteur.mailstore.history;

import java.time.Instant;
import java.util.Optional;

/**
 * Which messages of the history are asked for: those for which all holds.
 *
 * @param sender part of the reverse-path, in any case; empty for all
 * @param recipient part of the address of a recipient, or of the account that it led to, in any case; empty for all
 * @param messageId with or without angle brackets; empty for all
 * @param since not earlier than that
 * @param until earlier than that
 */
public record HistoryQuery(
        String sender, String recipient, String messageId, Optional<Instant> since, Optional<Instant> until) {

    public static final HistoryQuery ALL = new HistoryQuery("", "", "", Optional.empty(), Optional.empty());

    /** Whether every message of the time is meant. */
    boolean isByTimeOnly() {
        return sender.isEmpty() && recipient.isEmpty() && messageId.isEmpty();
    }
}
