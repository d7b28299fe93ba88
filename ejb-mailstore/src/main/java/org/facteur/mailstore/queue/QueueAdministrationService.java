package org.facteur.mailstore.queue;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.StoreUnavailableException;

/**
 * Shows the queue, and lets administrators intervene. What somebody works on at that moment is left alone: it can be had a little later.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class QueueAdministrationService {

    /** The most that one page shows. */
    public static final int MAX_COUNT = 500;

    private static final RemoteAnswer REMOVED =
            RemoteAnswer.own("5.7.0", "An administrator has removed the message from the queue");

    @Inject
    private QueueRepository queue;

    @Inject
    private SenderReports reports;

    /**
     * A part of the queue, the oldest first.
     *
     * @param after the id of the last one that is known; 0 for the beginning
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<QueuedItem> list(QueueSelection selection, long after, int count) {
        Instant now = Instant.now();
        return queue.find(selection, after, count).stream()
                .map(each -> item(each, now))
                .toList();
    }

    /** @throws AdministrationException {@code NOT_FOUND} if it is not in the queue, or not any more */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public QueuedItem find(long id) throws AdministrationException {
        return list(new QueueSelection(List.of(id), "", "", ""), 0, 1).stream()
                .findFirst()
                .orElseThrow(QueueAdministrationService::notFound);
    }

    /** Makes what waits due now, and destinations worth a try again; what is held stays so. Says how many these were. */
    public int retry(QueueSelection selection) {
        queue.forgetReach(selection);
        return queue.retry(selection, Instant.now());
    }

    /** Tries nothing of these until they are released. Says how many these were. */
    public int hold(QueueSelection selection) {
        return queue.hold(selection, Instant.now());
    }

    /** Makes what is held due now. Says how many these were. */
    public int release(QueueSelection selection) {
        return queue.release(selection, Instant.now());
    }

    /**
     * Takes a recipient out of the queue.
     *
     * @param report whether its sender is told, if it wants to hear of failures
     * @throws AdministrationException {@code NOT_FOUND}; {@code IN_USE} if somebody works on it
     */
    public void delete(long id, boolean report) throws AdministrationException {
        Instant now = Instant.now();
        MessageRow message = queue.messageOf(id).flatMap(queue::lock).orElseThrow(QueueAdministrationService::notFound);
        RecipientRow recipient = queue.lockRecipient(id).orElseThrow(QueueAdministrationService::notFound);
        if (recipient.isClaimed(now)) {
            throw AdministrationException.inUse("It is being delivered at this moment.");
        }
        queue.remove(recipient);
        queue.removeIfDone(message, now);
        if (report && reports.isWanted(message, recipient, Action.FAILED)) {
            try {
                reports.send(
                        message,
                        List.of(new ReportedRecipient(
                                recipient.rcptTo(), Action.FAILED, REMOVED, recipient.lastAttempt(), Optional.empty())),
                        now);
            } catch (MailStoreException e) {
                throw new StoreUnavailableException(e);
            }
        }
    }

    private static AdministrationException notFound() {
        return AdministrationException.notFound("There is nothing of this id in the queue.");
    }

    private static QueuedItem item(Claimed each, Instant now) {
        RecipientRow recipient = each.recipient();
        QueuedItem.State state = recipient.isHeld()
                ? QueuedItem.State.HELD
                : recipient.isClaimed(now) ? QueuedItem.State.WORKING : QueuedItem.State.WAITING;
        return new QueuedItem(
                recipient.id(),
                recipient.messageId(),
                each.message().mailFrom().reversePath(),
                recipient.address(),
                recipient.destination(),
                each.message().size(),
                each.message().received(),
                state,
                recipient.attempts(),
                recipient.isHeld() ? Optional.empty() : Optional.of(recipient.due()),
                recipient.expires(),
                recipient.lastAttempt(),
                recipient.lastAnswer());
    }
}
