package org.facteur.mailstore.endpoint;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.net.InetAddress;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.CertificateLogin;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.ScramProof;
import org.facteur.api.account.TokenLogin;
import org.facteur.mailstore.account.LoginService;
import org.facteur.mailstore.start.StoreStartup;

/**
 * What all endpoints have in common: they begin when the store is ready, and let clients in. A login reads, and never needs a
 * transaction.
 */
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public abstract class ClientEndpoint implements Authenticator {

    @Inject
    private StoreStartup startup;

    @Inject
    private LoginService logins;

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
    public Account authenticateByToken(TokenLogin login) throws MailStoreException {
        return logins.authenticateByToken(login);
    }

    @Override
    public Account authenticateByCertificate(CertificateLogin login) throws MailStoreException {
        return logins.authenticateByCertificate(login);
    }

    @Override
    public boolean hasLoggedInFrom(String name, InetAddress client) throws MailStoreException {
        return logins.hasLoggedInFrom(name, client);
    }
}
