package org.facteur.mailstore.queue;

import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.EJBException;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.facteur.api.MailStoreException;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.QueuedRecipient;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.queue.Report;
import org.facteur.api.queue.Report.Reach;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.mailstore.delivery.DeliveryService;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.persistence.ServerLease;

/**
 * Delivers what is in the queue for this server itself. A message is delivered and done in one transaction: nobody gets it twice.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class LocalDelivery {

    private static final System.Logger LOG = System.getLogger(LocalDelivery.class.getName());

    /** Recipients that are claimed before it is asked for more. */
    private static final int PAGE = 100;

    @Inject
    private QueueService queue;

    @Inject
    private DeliveryService deliveries;

    @Inject
    private ContentService contents;

    @Inject
    private OwnTransaction transaction;

    @Inject
    private ServerLease lease;

    private final AtomicBoolean running = new AtomicBoolean();

    /** Called by the container's clock. */
    @Schedule(hour = "*", minute = "*", second = "*", persistent = false, info = "deliver what was redirected here")
    public void deliver() {
        if (!lease.isHeld() || !running.compareAndSet(false, true)) {
            return;
        }
        try {
            Claim claim;
            do {
                claim = transaction.call(() -> queue.claim(Destination.HERE.name(), PAGE));
                for (QueuedMessage message : claim.messages()) {
                    deliver(message, claim.token());
                }
            } while (!claim.messages().isEmpty());
        } catch (MailStoreException | EJBException e) {
            LOG.log(System.Logger.Level.WARNING, "Delivering from the queue is put off: {0}", e.getMessage());
        } finally {
            running.set(false);
        }
    }

    private void deliver(QueuedMessage message, long token) throws MailStoreException {
        try {
            transaction.call(() -> {
                List<RcptTo> recipients = message.recipients().stream()
                        .map(QueuedRecipient::rcptTo)
                        .toList();
                List<RecipientDecision> decisions = deliveries.deliverQueued(
                        message.mailFrom(), recipients, new QueuedSource(contents, message), message.received());
                List<Outcome> outcomes = new ArrayList<>();
                for (int i = 0; i < decisions.size(); i++) {
                    outcomes.add(outcome(message.recipients().get(i).id(), decisions.get(i)));
                }
                queue.report(report(message, token, outcomes));
                return true;
            });
        } catch (MailStoreException | EJBException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Delivering message {0} from the queue is put off: {1}",
                    message.id(),
                    e.getMessage());
            RemoteAnswer later = answer(RecipientDecision.TRY_LATER);
            List<Outcome> outcomes = message.recipients().stream()
                    .map(recipient -> (Outcome) new Outcome.Deferred(recipient.id(), later))
                    .toList();
            transaction.call(() -> {
                queue.report(report(message, token, outcomes));
                return true;
            });
        }
    }

    private static Report report(QueuedMessage message, long token, List<Outcome> outcomes) {
        return new Report(message.id(), token, Destination.HERE.name(), Reach.UNTRIED, outcomes);
    }

    private static Outcome outcome(long recipient, RecipientDecision decision) {
        RemoteAnswer answer = answer(decision);
        return switch (decision) {
            case ACCEPTED, ACCEPTED_FOR_RELAY -> new Outcome.Delivered(recipient, answer, true);
            case OVER_QUOTA, RATE_LIMITED, GREYLISTED, TRY_LATER -> new Outcome.Deferred(recipient, answer);
            case UNKNOWN_USER, LOOP, RELAY_DENIED, DISABLED, TOO_LARGE, REFUSED ->
                new Outcome.Failed(recipient, answer);
        };
    }

    /** In the words of a session (RFC 3463). */
    private static RemoteAnswer answer(RecipientDecision decision) {
        return switch (decision) {
            case ACCEPTED, ACCEPTED_FOR_RELAY -> RemoteAnswer.own("2.1.5", "Delivered");
            case UNKNOWN_USER -> RemoteAnswer.own("5.1.1", "There is no such mailbox");
            case LOOP -> RemoteAnswer.own("5.4.6", "The address leads to nothing but itself");
            case RELAY_DENIED -> RemoteAnswer.own("5.7.1", "The address is not of this server any more");
            case DISABLED -> RemoteAnswer.own("5.2.1", "The mailbox receives no mail");
            case TOO_LARGE -> RemoteAnswer.own("5.2.2", "The message is larger than the mailbox may be");
            case REFUSED -> RemoteAnswer.own("5.7.1", "The recipient does not want this message");
            case OVER_QUOTA -> RemoteAnswer.own("4.2.2", "The mailbox is full");
            case RATE_LIMITED, GREYLISTED, TRY_LATER -> RemoteAnswer.own("4.3.0", "The store does not take it now");
        };
    }
}
