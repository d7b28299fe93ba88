package org.facteur.mailstore.queue;

import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.MessagePiece;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.mailstore.delivery.DeliveryService;
import org.facteur.mailstore.delivery.Receipt;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.message.JoinedPieces;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.StoreBoundary;

/**
 * Delivers what waits in the queue for recipients of this server. One transaction takes a message's recipients out of the queue, puts it into
 * their mailboxes, and tells the sender where that fails: nothing can come twice.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StoreBoundary.class)
public class LocalDelivery {

    private static final System.Logger LOG = System.getLogger(LocalDelivery.class.getName());

    private static final RemoteAnswer NOT_NOW = RemoteAnswer.own("4.3.0", "The store could not deliver it");

    @Inject
    private QueueRepository queue;

    @Inject
    private RetryPolicy policy;

    @Inject
    private SenderReports reports;

    @Inject
    private DeliveryService deliveries;

    @Inject
    private ContentService contents;

    @Inject
    private OwnTransaction transaction;

    /** As {@link QueueListener#deliverHere}. */
    public boolean deliver(int messages) throws MailStoreException {
        return deliver(messages, Instant.now());
    }

    boolean deliver(int messages, Instant now) throws MailStoreException {
        List<Long> due = queue.dueMessages(Destination.HERE.name(), now, messages);
        for (long message : due) {
            deliver(message, now);
        }
        return due.size() == messages;
    }

    /** A message that cannot be delivered is tried later, and stands in the way of no other. */
    private void deliver(long message, Instant now) throws MailStoreException {
        try {
            transaction.call(() -> {
                deliverDue(message, now);
                return true;
            });
        } catch (MailStoreException | EJBException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Queued message {0} is not delivered here: {1}",
                    Long.toString(message),
                    e.getMessage());
            transaction.call(() -> {
                queue.lockDue(message, Destination.HERE.name(), now)
                        .forEach(row -> row.deferred(NOT_NOW, now, now.plus(policy.pause(row.attempts() + 1))));
                return true;
            });
        }
    }

    private void deliverDue(long id, Instant now) throws MailStoreException {
        Optional<MessageRow> locked = queue.lock(id);
        List<RecipientRow> recipients = locked.isEmpty() ? List.of() : queue.lockDue(id, Destination.HERE.name(), now);
        if (recipients.isEmpty()) {
            // Another server has delivered it meanwhile.
            return;
        }
        MessageRow message = locked.get();
        List<RcptTo> rcptTo = recipients.stream().map(RecipientRow::rcptTo).toList();
        MessagePiece octets = new MessagePiece.Stored(message.content(), message.offset(), message.size());
        MailFrom mailFrom = message.mailFrom();
        List<Receipt> receipts = deliveries.deliverQueued(
                mailFrom,
                rcptTo,
                new JoinedPieces(List.of(octets), contents),
                message.authorDomain().flatMap(DomainName::parse),
                now);
        List<ReportedRecipient> told = new ArrayList<>();
        for (int i = 0; i < recipients.size(); i++) {
            settle(message, recipients.get(i), receipts.get(i), now, told);
        }
        queue.removeIfDone(message, now);
        reports.sendLater(message, told, now);
    }

    private void settle(
            MessageRow message, RecipientRow recipient, Receipt receipt, Instant now, List<ReportedRecipient> told) {
        RecipientDecision decision = receipt.decision();
        if (decision.mayPass() && !recipient.isExpired(now)) {
            recipient.deferred(answer(decision), now, now.plus(policy.pause(recipient.attempts() + 1)));
            return;
        }
        if (!decision.isAccepted() && reports.isWanted(message, recipient, Action.FAILED)) {
            told.add(new ReportedRecipient(
                    recipient.rcptTo(), Action.FAILED, answer(decision), Optional.of(now), Optional.empty()));
        }
        Action arrived = SuccessReports.action(receipt.arrival());
        if (arrived != null && reports.isWanted(message, recipient, arrived)) {
            told.add(SuccessReports.reported(recipient.rcptTo(), arrived, now));
        }
        LOG.log(
                System.Logger.Level.INFO,
                () -> "Queued message " + message.id() + " to <" + recipient.address() + ">, of this server: "
                        + decision.status());
        queue.remove(recipient);
    }

    private static RemoteAnswer answer(RecipientDecision decision) {
        return RemoteAnswer.own(
                decision.status(),
                switch (decision) {
                    case ACCEPTED, ACCEPTED_FOR_RELAY -> "Delivered";
                    case UNKNOWN_USER -> "There is no such user here";
                    case LOOP -> "The address leads to nothing but itself";
                    case RELAY_DENIED -> "No mail can go to this address";
                    case DISABLED -> "The mailbox is disabled and receives no mail";
                    case OVER_QUOTA -> "The mailbox is full";
                    case TOO_LARGE -> "The message is too large for this mailbox";
                    case REFUSED -> "The recipient refuses this message";
                    case RATE_LIMITED, GREYLISTED, TRY_LATER -> "The message could not be delivered for now";
                });
    }
}
