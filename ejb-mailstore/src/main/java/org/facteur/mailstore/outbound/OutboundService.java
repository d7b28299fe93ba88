package org.facteur.mailstore.outbound;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.outbound.BranchId;
import org.facteur.api.outbound.Envelope;
import org.facteur.api.outbound.OutboundListener;
import org.facteur.api.outbound.OutboundMessage;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.mailstore.delivery.DeliveryService;
import org.facteur.mailstore.history.History;
import org.facteur.mailstore.history.Origin;
import org.facteur.mailstore.history.RecipientFate;
import org.facteur.mailstore.message.ContentWriter;
import org.facteur.mailstore.message.WrittenContent;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.facteur.mailstore.queue.OutgoingMail;
import org.facteur.mailstore.queue.OutgoingMessage;
import org.facteur.mailstore.queue.TlsRequired;
import org.facteur.mailstore.signing.Authorship;

/**
 * Puts the mail of applications into the queue, for recipients here as for those elsewhere: no mailbox is locked, and nothing can fail that
 * could have been foreseen.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class OutboundService {

    private static final byte[] NO_PREFIX = {};

    @Inject
    private DeliveryService deliveries;

    @Inject
    private ContentWriter contents;

    @Inject
    private OutgoingMail outgoing;

    @Inject
    private History history;

    /** As {@link OutboundListener#check}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<RecipientDecision> check(Envelope envelope) throws MailStoreException {
        return deliveries.checkOwn(envelope.mailFrom(), envelope.rcptTo());
    }

    /** As {@link OutboundListener#accept}. */
    public void accept(List<OutboundMessage> messages) throws MailStoreException {
        Instant now = Instant.now();
        for (OutboundMessage message : messages) {
            Envelope envelope = message.envelope();
            long id = history.begin();
            OutgoingMessage written = written(message, now, id);
            outgoing.add(written, envelope.rcptTo(), elsewhere(message));
            history.taken(
                    id,
                    Origin.APPLICATION,
                    deliveries.own(envelope.mailFrom(), envelope.rcptTo(), message.source(), now),
                    written.content(),
                    envelope.rcptTo().stream().map(RecipientFate::queued).toList());
        }
    }

    /** As {@link OutboundListener#prepare}. */
    public void prepare(BranchId branch, List<OutboundMessage> messages) throws MailStoreException {
        Instant now = Instant.now();
        for (OutboundMessage message : messages) {
            Envelope envelope = message.envelope();
            outgoing.prepare(branch, written(message, now, History.NONE), envelope.rcptTo(), elsewhere(message));
        }
    }

    private OutgoingMessage written(OutboundMessage message, Instant now, long historyId) throws MailStoreException {
        WrittenContent content = contents.write(NO_PREFIX, message.source());
        return new OutgoingMessage(
                content,
                0,
                message.envelope().mailFrom(),
                TlsRequired.isWaived(message.source()),
                Authorship.ofOwn(content.structure().envelope().from()),
                Optional.empty(),
                now,
                historyId);
    }

    private Set<String> elsewhere(OutboundMessage message) throws MailStoreException {
        Envelope envelope = message.envelope();
        return deliveries.elsewhere(envelope.mailFrom(), envelope.rcptTo(), message.source());
    }

    /** As {@link OutboundListener#commit}. */
    public boolean commit(BranchId branch) throws MailStoreException {
        return outgoing.commit(branch, Instant.now());
    }

    /** As {@link OutboundListener#rollBack}. */
    public boolean rollBack(BranchId branch) throws MailStoreException {
        return outgoing.rollBack(branch, Instant.now());
    }

    /** As {@link OutboundListener#prepared}. */
    public List<BranchId> prepared() throws MailStoreException {
        return outgoing.prepared();
    }
}
