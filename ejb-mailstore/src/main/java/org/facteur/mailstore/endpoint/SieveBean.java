package org.facteur.mailstore.endpoint;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.sieve.ScriptListing;
import org.facteur.api.sieve.ScriptName;
import org.facteur.api.sieve.ScriptResult;
import org.facteur.api.sieve.SieveListener;
import org.facteur.mailstore.sieve.ScriptService;

/** Answers the ManageSieve adapter. */
@MessageDriven(
        messageListenerInterface = SieveListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "port", propertyValue = "${MPCONFIG=facteur.sieve.port:2190}"),
            @ActivationConfigProperty(propertyName = "workers", propertyValue = "${MPCONFIG=facteur.sieve.workers:8}"),
            @ActivationConfigProperty(
                    propertyName = "maxScriptOctets",
                    propertyValue = "${MPCONFIG=facteur.sieve.size:65536}"),
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
public class SieveBean extends ClientEndpoint implements SieveListener {

    @Inject
    private ScriptService scripts;

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<String> extensions() throws MailStoreException {
        return scripts.extensions();
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<ScriptListing> list(AccountId account) throws MailStoreException {
        return scripts.list(account);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<byte[]> read(AccountId account, ScriptName name) throws MailStoreException {
        return scripts.read(account, name);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ScriptResult checkSpace(AccountId account, ScriptName name, long size) throws MailStoreException {
        return scripts.checkSpace(account, name, size);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ScriptResult check(AccountId account, byte[] script) throws MailStoreException {
        return scripts.check(script);
    }

    @Override
    public ScriptResult put(AccountId account, ScriptName name, byte[] script) throws MailStoreException {
        return scripts.put(account, name, script);
    }

    @Override
    public ScriptResult activate(AccountId account, ScriptName name) throws MailStoreException {
        return scripts.activate(account, name);
    }

    @Override
    public void deactivate(AccountId account) throws MailStoreException {
        scripts.deactivate(account);
    }

    @Override
    public ScriptResult delete(AccountId account, ScriptName name) throws MailStoreException {
        return scripts.delete(account, name);
    }

    @Override
    public ScriptResult rename(AccountId account, ScriptName from, ScriptName to) throws MailStoreException {
        return scripts.rename(account, from, to);
    }
}
