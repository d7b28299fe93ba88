package org.facteur.mailstore.endpoint;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.ScramProof;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SenderDecision;
import org.facteur.api.smtp.SmtpClient;
import org.facteur.api.smtp.SmtpListener;
import org.facteur.mailstore.account.LoginService;
import org.facteur.mailstore.delivery.DeliveryService;
import org.facteur.mailstore.start.StoreStartup;

/** What the three endpoints of SMTP have in common: everything but their ports. */
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public abstract class SmtpEndpoint implements SmtpListener {

    @Inject
    private StoreStartup startup;

    @Inject
    private LoginService logins;

    @Inject
    private DeliveryService deliveries;

    @PostConstruct
    void start() {
        startup.awaitReady();
    }

    @Override
    public Account authenticate(Credentials credentials) throws MailStoreException {
        return logins.authenticate(credentials);
    }

    @Override
    public ScramParameters scramParameters(String name) throws MailStoreException {
        return logins.scramParameters(name);
    }

    @Override
    public ScramLogin authenticateByScram(ScramProof proof) throws MailStoreException {
        return logins.authenticateByScram(proof);
    }

    @Override
    public SenderDecision checkSender(SmtpClient client, String sender, long declaredSize) throws MailStoreException {
        return deliveries.checkSender(client, sender);
    }

    @Override
    public RecipientDecision checkRecipient(SmtpClient client, String sender, String recipient, long declaredSize)
            throws MailStoreException {
        return deliveries.checkRecipient(recipient, declaredSize);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public List<RecipientDecision> deliver(InboundMessage message) throws MailStoreException {
        return deliveries.deliver(message);
    }
}
