package org.facteur.mailstore.account;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.CertificateLogin;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.ScramProof;
import org.facteur.api.account.TokenLogin;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.facteur.mailstore.security.CertificateNames;
import org.facteur.mailstore.security.PasswordVerifier;
import org.facteur.mailstore.security.TokenVerifier;

/** Lets the owners of accounts in. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StoreBoundary.class)
public class LoginService {

    @Inject
    private AccountRepository accounts;

    @Inject
    private PasswordVerifier passwords;

    @Inject
    private TokenVerifier tokens;

    @Inject
    private CertificateNames certificates;

    @Inject
    private KnownClients clients;

    /**
     * @throws MailStoreException {@code AUTHENTICATION_FAILED}, with one text for a wrong name and a wrong password;
     *     {@code ACCOUNT_DISABLED}
     */
    public Account authenticate(Credentials credentials) throws MailStoreException {
        Optional<MailAccount> account = find(credentials.name());
        if (!passwords.verify(account.map(MailAccount::keys), credentials.password())) {
            throw rejected();
        }
        return admitted(account.orElseThrow(), credentials.client());
    }

    /** What a client of SCRAM has to know; of a name that nobody has, what looks like it. */
    public ScramParameters scramParameters(String name) throws MailStoreException {
        return find(name)
                .map(account -> account.keys().parameters())
                .orElseGet(() -> passwords.parametersOfNobody(name));
    }

    /** As {@link #authenticate}, by a proof of SCRAM-SHA-256. */
    public ScramLogin authenticateByScram(ScramProof proof) throws MailStoreException {
        MailAccount account = find(proof.name())
                .filter(found -> found.keys().verify(proof.authMessage(), proof.proof()))
                .orElseThrow(LoginService::rejected);
        return new ScramLogin(admitted(account, proof.client()), account.keys().serverSignature(proof.authMessage()));
    }

    /** As {@link #authenticate}, by a token; it is whose the token is, and nobody else. */
    public Account authenticateByToken(TokenLogin login) throws MailStoreException {
        String named = tokens.verify(login.token()).orElseThrow(LoginService::rejected);
        return admitted(theOne(List.of(named), login.name()), login.client());
    }

    /** As {@link #authenticate}, by a certificate; if it names several, the client says which one it wants to be. */
    public Account authenticateByCertificate(CertificateLogin login) throws MailStoreException {
        return admitted(theOne(certificates.of(login.certificate()), login.name()), login.client());
    }

    /** As {@link org.facteur.api.account.Authenticator#hasLoggedInFrom}. */
    public boolean hasLoggedInFrom(String name, InetAddress client) throws MailStoreException {
        Optional<MailAccount> account = find(name);
        return account.isPresent() && clients.contains(account.get().id(), client, Instant.now());
    }

    /** The account that is named, and that the client asks for if it asks for one. */
    private MailAccount theOne(List<String> names, String wanted) throws MailStoreException {
        Optional<AccountId> asked =
                wanted.isEmpty() ? Optional.empty() : find(wanted).map(MailAccount::id);
        if (!wanted.isEmpty() && asked.isEmpty()) {
            throw rejected();
        }
        for (String name : names) {
            Optional<MailAccount> account = find(name);
            if (account.isPresent()
                    && (asked.isEmpty() || asked.get().equals(account.get().id()))) {
                return account.get();
            }
        }
        throw rejected();
    }

    private Account admitted(MailAccount account, InetAddress client) throws MailStoreException {
        if (!account.isEnabled()) {
            throw new MailStoreException(Reason.ACCOUNT_DISABLED, "The account is disabled");
        }
        clients.loggedIn(account.id(), client, Instant.now());
        return new Account(account.id(), account.address(), account.isAdministrator());
    }

    private static MailStoreException rejected() {
        return new MailStoreException(Reason.AUTHENTICATION_FAILED, "The name or the password is wrong");
    }

    /** A local part alone will do where only one domain has it. */
    private Optional<MailAccount> find(String name) {
        if (name.indexOf('@') >= 0) {
            return MailAddress.parse(name).flatMap(accounts::find);
        }
        Optional<String> localPart = MailAddress.localPart(name);
        if (localPart.isEmpty()) {
            return Optional.empty();
        }
        List<MailAccount> found = accounts.findByLocalPart(localPart.get());
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
