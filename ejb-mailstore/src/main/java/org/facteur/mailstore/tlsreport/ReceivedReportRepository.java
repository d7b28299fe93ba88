package org.facteur.mailstore.tlsreport;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.mailbox.MailboxId;

/** Reports that have come, and how far they have been read. */
interface ReceivedReportRepository {

    /** Up to which message a mailbox has been looked through; locked until the transaction ends. */
    long lockPosition(MailboxId mailbox);

    void movePosition(MailboxId mailbox, long uid);

    /** Messages of a mailbox behind that one, by UID. */
    List<ArrivedMessage> arrived(MailboxId mailbox, long uid, int count);

    /** Whether a report of that name is there. */
    boolean has(String organisation, String name);

    long count();

    void add(ReceivedReport report, Instant received);

    /**
     * The newest first, without the details of failures.
     *
     * @param domain of one of its policies; empty for any
     * @param before those with a smaller id
     */
    List<ReceivedReport> list(String domain, long before, int count);

    Optional<ReceivedReport> find(long id);

    void forget(Instant before);
}
