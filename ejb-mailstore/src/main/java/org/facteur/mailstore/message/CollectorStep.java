package org.facteur.mailstore.message;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import org.facteur.api.mailbox.MailboxId;

/** One short transaction of the {@link Collector}. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class CollectorStep {

    private static final int MESSAGES = 1_000;
    private static final int CONTENTS = 200;

    @Inject
    private MessageRepository messages;

    /** Whether there is more to purge of this mailbox. */
    public boolean purge(MailboxId dropped, Instant now) {
        return messages.purge(dropped, MESSAGES, now);
    }

    /** Whether there may be more to collect. */
    public boolean collect(Instant before) {
        return messages.collect(before, CONTENTS) == CONTENTS;
    }
}
