package org.facteur.mailstore.endpoint;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.pop3.Maildrop;
import org.facteur.api.pop3.MaildropLock;
import org.facteur.api.pop3.MaildropPolicy;
import org.facteur.api.pop3.Pop3Listener;
import org.facteur.mailstore.maildrop.MaildropRules;
import org.facteur.mailstore.maildrop.MaildropService;
import org.facteur.mailstore.message.ContentService;

/** Answers the POP3 adapter. */
@MessageDriven(
        messageListenerInterface = Pop3Listener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "port", propertyValue = "${MPCONFIG=facteur.pop3.port:2110}"),
            @ActivationConfigProperty(propertyName = "tlsPort", propertyValue = "${MPCONFIG=facteur.pop3s.port:2995}"),
            @ActivationConfigProperty(propertyName = "pop2Port", propertyValue = "${MPCONFIG=facteur.pop2.port:0}"),
            @ActivationConfigProperty(propertyName = "workers", propertyValue = "${MPCONFIG=facteur.pop3.workers:24}"),
            @ActivationConfigProperty(propertyName = "bind", propertyValue = Settings.BIND),
            @ActivationConfigProperty(propertyName = "proxyNetworks", propertyValue = Settings.PROXY_NETWORKS),
            @ActivationConfigProperty(propertyName = "abuseLimits", propertyValue = Settings.ABUSE_LIMITS),
            @ActivationConfigProperty(propertyName = "abuseExempt", propertyValue = Settings.ABUSE_EXEMPT),
            @ActivationConfigProperty(propertyName = "hostname", propertyValue = Settings.HOSTNAME),
            @ActivationConfigProperty(propertyName = "dataDirectory", propertyValue = Settings.DATA_DIRECTORY),
            @ActivationConfigProperty(propertyName = "tlsCertificate", propertyValue = Settings.TLS_CERTIFICATE),
            @ActivationConfigProperty(propertyName = "tlsKey", propertyValue = Settings.TLS_KEY),
            @ActivationConfigProperty(propertyName = "tlsCertificates", propertyValue = Settings.TLS_CERTIFICATES),
            @ActivationConfigProperty(propertyName = "tlsMinimum", propertyValue = Settings.TLS_MINIMUM),
            @ActivationConfigProperty(propertyName = "tlsProvider", propertyValue = Settings.TLS_PROVIDER),
            @ActivationConfigProperty(
                    propertyName = "allowPlaintextAuth",
                    propertyValue = Settings.ALLOW_PLAINTEXT_AUTH),
            @ActivationConfigProperty(propertyName = "saslMechanisms", propertyValue = Settings.SASL_MECHANISMS),
            @ActivationConfigProperty(propertyName = "tokenIssuer", propertyValue = Settings.TOKEN_ISSUER),
            @ActivationConfigProperty(
                    propertyName = "tlsClientAuthorities",
                    propertyValue = Settings.TLS_CLIENT_AUTHORITIES)
        })
@TransactionAttribute(TransactionAttributeType.REQUIRED)
public class Pop3Bean extends ClientEndpoint implements Pop3Listener {

    @Inject
    private MaildropService maildrops;

    @Inject
    private MaildropRules rules;

    @Inject
    private ContentService contents;

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<byte[]> read(List<ContentRange> ranges) throws MailStoreException {
        return contents.read(ranges);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MaildropPolicy policy() {
        return rules.policy();
    }

    @Override
    public MaildropPolicy policy(AccountId account) {
        return rules.policy(account);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
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
