package org.facteur.mailstore.queue;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.StoreUnavailableException;
import org.facteur.mailstore.history.History;
import org.facteur.mailstore.history.HistoryEvent;
import org.facteur.mailstore.routing.Gate;
import org.facteur.mailstore.routing.Resolution;
import org.facteur.mailstore.routing.Router;

/**
 * Shows the queue, and lets administrators intervene. What somebody works on at that moment is left alone: it can be had a little later.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class QueueAdministrationService {

    /** The most that one page shows. */
    public static final int MAX_COUNT = 500;

    /** How far away the next attempt may be put off. */
    private static final Duration LONGEST_DELAY = Duration.ofDays(30);

    /** Characters of a local part, the sign between, and a domain (RFC 5321 section 4.5.3.1). */
    private static final int LONGEST_ADDRESS = 320;

    private static final RemoteAnswer REMOVED =
            RemoteAnswer.own("5.7.0", "An administrator has removed the message from the queue");

    @Inject
    private QueueRepository queue;

    @Inject
    private SenderReports reports;

    @Inject
    private QueueEvents events;

    @Inject
    private Router router;

    @Inject
    private History history;

    /**
     * A part of the queue, the oldest first.
     *
     * @param after the id of the last one that is known; 0 for the beginning
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<QueuedItem> list(QueueSelection selection, long after, int count) {
        Instant now = Instant.now();
        return queue.find(selection, after, count, now).stream()
                .map(each -> item(each, now))
                .toList();
    }

    /** @throws AdministrationException {@code NOT_FOUND} if it is not in the queue, or not any more */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public QueuedItem find(long id) throws AdministrationException {
        return list(QueueSelection.of(List.of(id)), 0, 1).stream()
                .findFirst()
                .orElseThrow(QueueAdministrationService::notFound);
    }

    /** What was said each time a recipient was tried, the last first; of many attempts the last ones are kept. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<QueuedAttempt> attempts(long id) {
        return queue.attempts(id).stream().map(AttemptRow::attempt).toList();
    }

    /** The queue at a glance. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public QueueCounts counts() {
        return queue.count(Instant.now());
    }

    /**
     * Where items go, and what is paused, by name.
     *
     * @param filter a part of the name, in any case; empty for any
     * @param after the last one that is known; empty for the beginning
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<QueuedDestination> destinations(String filter, String after, int count) {
        return queue.destinations(filter, after, count, Instant.now());
    }

    /** One destination; without items if nothing goes there. Empty if the name is none. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<QueuedDestination> destination(String name) {
        return Destination.named(name)
                .map(known -> queue.destination(known.name(), Instant.now())
                        .orElseGet(
                                () -> new QueuedDestination(known.name(), 0, 0, Optional.empty(), Optional.empty())));
    }

    /**
     * Tries nothing for a destination until it is resumed; what waits for it still ends when its time is over.
     *
     * @throws AdministrationException {@code INVALID} if no mail can go to such a name
     */
    public void pause(String destination) throws AdministrationException {
        queue.pause(named(destination).name(), Instant.now());
    }

    /** Lets a destination be tried again, and at once what waits for it; that it was not paused is no error. */
    public void resume(String destination) throws AdministrationException {
        Destination named = named(destination);
        if (queue.resume(named.name())) {
            QueueSelection all = QueueSelection.to(named.name());
            Instant now = Instant.now();
            queue.forgetReach(all, now);
            queue.reschedule(all, now, now);
            events.becomesDue(named);
        }
    }

    private static Destination named(String destination) throws AdministrationException {
        return Destination.named(destination)
                .orElseThrow(() ->
                        AdministrationException.invalid("destination", "This is neither a domain nor [an address]."));
    }

    /** Makes what waits due now, and destinations worth a try again; what is held stays so. Says how many these were. */
    public int retry(QueueSelection selection) {
        Instant now = Instant.now();
        queue.forgetReach(selection, now);
        return queue.reschedule(selection, now, now);
    }

    /**
     * Makes what waits due at a moment; what is held stays so. Says how many these were.
     *
     * @throws AdministrationException {@code INVALID} if the moment has passed, or is too far away
     */
    public int reschedule(QueueSelection selection, Instant due) throws AdministrationException {
        Instant now = Instant.now();
        if (due.isBefore(now) || due.isAfter(now.plus(LONGEST_DELAY))) {
            throw AdministrationException.invalid(
                    "at", "This is a moment within the next " + LONGEST_DELAY.toDays() + " days.");
        }
        queue.forgetReach(selection, now);
        return queue.reschedule(selection, now, due);
    }

    /** Tries nothing of these until they are released, nor warns of them or gives them up. Says how many these were. */
    public int hold(QueueSelection selection) {
        return queue.hold(selection, Instant.now());
    }

    /** Makes what is held due now; what has had its time meanwhile is given up soon. Says how many these were. */
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
        RecipientRow recipient = idle(id, now);
        queue.remove(recipient);
        queue.removeIfDone(message, now);
        try {
            history.happened(message.historyId(), recipient.address(), HistoryEvent.What.REMOVED, REMOVED);
            if (report && reports.isWanted(message, recipient, Action.FAILED)) {
                reports.send(
                        message,
                        List.of(new ReportedRecipient(
                                recipient.rcptTo(), Action.FAILED, REMOVED, recipient.lastAttempt(), Optional.empty())),
                        now);
            }
        } catch (MailStoreException e) {
            throw new StoreUnavailableException(e);
        }
    }

    /**
     * Sends a recipient's copy to somebody else at another server, at once. Reports go on speaking of the recipient that the sender named.
     *
     * @throws AdministrationException {@code NOT_FOUND}; {@code IN_USE} if somebody works on it; {@code INVALID} if it
     *     is no address of another server
     */
    public void redirect(long id, String address) throws AdministrationException {
        Instant now = Instant.now();
        MessageRow message = queue.messageOf(id).flatMap(queue::lock).orElseThrow(QueueAdministrationService::notFound);
        Destination target = Destination.of(address)
                .filter(known -> canBeSent(message, address))
                .orElseThrow(() -> AdministrationException.invalid("recipient", "No mail can go to this address."));
        if (!isElsewhere(address)) {
            throw AdministrationException.invalid("recipient", "This is an address of this server.");
        }
        idle(id, now).redirected(address, target, now);
        events.becomesDue(target);
    }

    /** Whether it is an address, and one of ASCII unless the message is one whose addresses need not be (RFC 6531). */
    private static boolean canBeSent(MessageRow message, String address) {
        return address.length() <= LONGEST_ADDRESS
                && MailAddress.parse(address).isPresent()
                && (message.mailFrom().parameters().smtpUtf8()
                        || address.chars().allMatch(c -> c < 0x80));
    }

    private boolean isElsewhere(String address) {
        try {
            return router.resolve(address, Gate.OPEN).fate() == Resolution.Fate.ELSEWHERE;
        } catch (MailStoreException e) {
            throw new StoreUnavailableException(e);
        }
    }

    /** The recipient, locked, if nobody works on it. */
    private RecipientRow idle(long id, Instant now) throws AdministrationException {
        RecipientRow recipient = queue.lockRecipient(id).orElseThrow(QueueAdministrationService::notFound);
        if (recipient.isClaimed(now)) {
            throw AdministrationException.inUse("It is being delivered at this moment.");
        }
        return recipient;
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
