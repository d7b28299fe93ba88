package org.facteur.mailstore.endpoint;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.outbound.BranchId;
import org.facteur.api.outbound.Envelope;
import org.facteur.api.outbound.OutboundListener;
import org.facteur.api.outbound.OutboundMessage;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.mailstore.outbound.OutboundService;
import org.facteur.mailstore.start.StoreStartup;

/** Takes the mail of applications on the same server. */
@MessageDriven(
        messageListenerInterface = OutboundListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "hostname", propertyValue = Settings.HOSTNAME),
            @ActivationConfigProperty(propertyName = "dataDirectory", propertyValue = Settings.DATA_DIRECTORY),
            @ActivationConfigProperty(propertyName = "maxMessageSize", propertyValue = Settings.MAX_MESSAGE_SIZE),
            @ActivationConfigProperty(propertyName = "maxRecipients", propertyValue = Settings.MAX_RECIPIENTS),
            @ActivationConfigProperty(propertyName = "maxHops", propertyValue = Settings.MAX_HOPS),
            @ActivationConfigProperty(
                    propertyName = "maxTransactionMessages",
                    propertyValue = "${MPCONFIG=facteur.application.transaction.messages:1000}"),
            @ActivationConfigProperty(
                    propertyName = "maxTransactionSize",
                    propertyValue = "${MPCONFIG=facteur.application.transaction.size:524288000}"),
            @ActivationConfigProperty(
                    propertyName = "workers",
                    propertyValue = "${MPCONFIG=facteur.application.workers:8}")
        })
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class OutboundBean implements OutboundListener {

    @Inject
    private StoreStartup startup;

    @Inject
    private OutboundService outbound;

    @PostConstruct
    void start() {
        startup.awaitReady();
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<RecipientDecision> check(Envelope envelope) throws MailStoreException {
        return outbound.check(envelope);
    }

    @Override
    public void accept(List<OutboundMessage> messages) throws MailStoreException {
        outbound.accept(messages);
    }

    @Override
    public void prepare(BranchId branch, List<OutboundMessage> messages) throws MailStoreException {
        outbound.prepare(branch, messages);
    }

    @Override
    public boolean commit(BranchId branch) throws MailStoreException {
        return outbound.commit(branch);
    }

    @Override
    public boolean rollBack(BranchId branch) throws MailStoreException {
        return outbound.rollBack(branch);
    }

    @Override
    public List<BranchId> prepared() throws MailStoreException {
        return outbound.prepared();
    }
}
