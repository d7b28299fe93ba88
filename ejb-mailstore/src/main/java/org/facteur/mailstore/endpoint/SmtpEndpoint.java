package org.facteur.mailstore.endpoint;

import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SenderDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.mailstore.delivery.Reception;

/** What the three endpoints of SMTP have in common: everything but their ports. */
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public abstract class SmtpEndpoint extends ClientEndpoint implements SmtpListener {

    @Inject
    private Reception reception;

    @Override
    public SenderDecision checkSender(SmtpClient client, MailFrom mailFrom) throws MailStoreException {
        return reception.checkSender(client, mailFrom);
    }

    @Override
    public RecipientDecision checkRecipient(SmtpClient client, MailFrom mailFrom, RcptTo rcptTo)
            throws MailStoreException {
        return reception.checkRecipient(client, mailFrom, rcptTo);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<RecipientDecision> deliver(InboundMessage message) throws MailStoreException {
        return reception.deliver(message);
    }
}
