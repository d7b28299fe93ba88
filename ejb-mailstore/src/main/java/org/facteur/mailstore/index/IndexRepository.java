package org.facteur.mailstore.index;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MessageTable;

/** Reads what mailboxes hold, for the index. */
public interface IndexRepository {

    /**
     * What has happened in a mailbox since a mod-sequence, read by one statement: it is what the mailbox held at one moment.
     *
     * @return empty if the mailbox is gone
     */
    Optional<MailboxDelta> changesSince(MailboxId mailbox, long modSeq);

    /**
     * What has gone from a mailbox since a mod-sequence, read by one statement.
     *
     * @return empty if the mailbox is gone
     */
    Optional<ExpungeLog> expungedSince(MailboxId mailbox, long modSeq);

    /** The mod-sequences of those of the mailboxes that are there. */
    Map<MailboxId, Long> modSeqs(Collection<MailboxId> mailboxes);

    /** Whether another server has this database open. */
    boolean isShared();

    /**
     * Adds the next messages of a mailbox, ascending, to those that have been read.
     *
     * @return whether there may be more
     */
    boolean readPage(MailboxId mailbox, MessageTable.Builder messages);

    /** The keywords of a mailbox: those that messages read before have, and perhaps more. */
    FlagTable flagTable(MailboxId mailbox);
}
