package org.facteur.mailstore.removal;

import java.time.Instant;
import org.facteur.api.mailbox.MailboxName;
import org.jspecify.annotations.Nullable;

/**
 * Some of what an account has removed.
 *
 * @param mailbox only what was in a mailbox of this name, unless null
 * @param from only what was removed at this moment or later, unless null
 * @param until only what was removed before this moment, unless null
 */
public record RemovedSelection(
        @Nullable MailboxName mailbox,
        @Nullable Instant from,
        @Nullable Instant until) {

    public static final RemovedSelection ALL = new RemovedSelection(null, null, null);
}
