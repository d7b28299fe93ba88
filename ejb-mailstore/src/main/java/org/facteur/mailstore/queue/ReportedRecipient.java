package org.facteur.mailstore.queue;

import java.time.Instant;
import java.util.Optional;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.smtp.RcptTo;

/**
 * What a report says of one recipient.
 *
 * @param answer why
 * @param attempted when it was last tried; empty if it never was
 * @param retryUntil until when it will be tried, if it will
 */
record ReportedRecipient(
        RcptTo rcptTo, Action action, RemoteAnswer answer, Optional<Instant> attempted, Optional<Instant> retryUntil) {}
