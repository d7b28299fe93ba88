package org.facteur.mailstore.index;

import jakarta.ejb.Lock;
import jakarta.ejb.LockType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceException;
import java.util.Map;
import java.util.Set;
import org.facteur.api.mailbox.MailboxId;

/**
 * Tells who watches a mailbox what other servers of the same database change in it, within a second or two. While there is no other
 * server it asks for nothing but that, and while nobody watches for nothing at all.
 */
@Singleton
@Lock(LockType.WRITE)
@TransactionManagement(TransactionManagementType.BEAN)
public class RemoteChanges {

    private static final System.Logger LOG = System.getLogger(RemoteChanges.class.getName());

    /** How often it is asked whether there are other servers, in calls. */
    private static final int CALLS_BETWEEN_ROSTERS = 5;

    @Inject
    private IndexRepository mailboxes;

    @Inject
    private MailboxEvents events;

    private Map<MailboxId, Long> known = Map.of();
    private int untilRoster;
    private boolean shared;

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "see what other servers change")
    public void look() {
        Set<MailboxId> watched = events.watched();
        if (watched.isEmpty()) {
            known = Map.of();
            return;
        }
        try {
            if (untilRoster-- <= 0) {
                untilRoster = CALLS_BETWEEN_ROSTERS;
                shared = mailboxes.isShared();
            }
            known = shared ? compare(watched, mailboxes.modSeqs(watched)) : Map.of();
        } catch (PersistenceException e) {
            // Who serves clients says that the database does not answer; what is not seen now is seen later.
            LOG.log(System.Logger.Level.DEBUG, "Changes of other servers cannot be seen now", e);
        } catch (RuntimeException e) { // a clock that has failed would not be called again
            LOG.log(System.Logger.Level.ERROR, "Changes of other servers cannot be seen", e);
        }
    }

    /** A change of this server is told once more; a mailbox that is gone is not known any more, and so is told of each time. */
    private Map<MailboxId, Long> compare(Set<MailboxId> watched, Map<MailboxId, Long> present) {
        for (MailboxId mailbox : watched) {
            Long modSeq = present.get(mailbox);
            if (modSeq == null || !modSeq.equals(known.get(mailbox))) {
                events.tell(mailbox);
            }
        }
        return present;
    }
}
