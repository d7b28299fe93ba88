package org.facteur.mailstore.endpoint;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.ScramProof;
import org.facteur.api.content.ContentRange;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.api.pop3.MaildropLock;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.mailstore.account.LoginService;
import org.facteur.mailstore.maildrop.MaildropService;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.start.StoreStartup;

/** Answers the POP3 adapter. */
@MessageDriven(
        messageListenerInterface = Pop3Listener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "port", propertyValue = "${MPCONFIG=facteur.pop3.port:2110}"),
            @ActivationConfigProperty(propertyName = "tlsPort", propertyValue = "${MPCONFIG=facteur.pop3s.port:2995}"),
            @ActivationConfigProperty(propertyName = "workers", propertyValue = "${MPCONFIG=facteur.pop3.workers:24}"),
            @ActivationConfigProperty(propertyName = "bind", propertyValue = Settings.BIND),
            @ActivationConfigProperty(propertyName = "hostname", propertyValue = Settings.HOSTNAME),
            @ActivationConfigProperty(propertyName = "dataDirectory", propertyValue = Settings.DATA_DIRECTORY),
            @ActivationConfigProperty(propertyName = "tlsCertificate", propertyValue = Settings.TLS_CERTIFICATE),
            @ActivationConfigProperty(propertyName = "tlsKey", propertyValue = Settings.TLS_KEY),
            @ActivationConfigProperty(
                    propertyName = "allowPlaintextAuth",
                    propertyValue = Settings.ALLOW_PLAINTEXT_AUTH),
            @ActivationConfigProperty(propertyName = "saslMechanisms", propertyValue = Settings.SASL_MECHANISMS)
        })
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Pop3Bean implements Pop3Listener {

    @Inject
    private StoreStartup startup;

    @Inject
    private LoginService logins;

    @Inject
    private MaildropService maildrops;

    @Inject
    private ContentService contents;

    @PostConstruct
    void start() {
        startup.awaitReady();
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Account authenticate(Credentials credentials) throws MailStoreException {
        return logins.authenticate(credentials);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ScramParameters scramParameters(String name) throws MailStoreException {
        return logins.scramParameters(name);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ScramLogin authenticateByScram(ScramProof proof) throws MailStoreException {
        return logins.authenticateByScram(proof);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<byte[]> read(List<ContentRange> ranges) throws MailStoreException {
        return contents.read(ranges);
    }

    @Override
    public Maildrop open(AccountId account) throws MailStoreException {
        return maildrops.open(account);
    }

    @Override
    public void renew(MaildropLock lock) throws MailStoreException {
        maildrops.renew(lock);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void close(MaildropLock lock, UidSet deletions) throws MailStoreException {
        maildrops.close(lock, deletions);
    }

    @Override
    public void abandon(MaildropLock lock) throws MailStoreException {
        maildrops.abandon(lock);
    }
}
