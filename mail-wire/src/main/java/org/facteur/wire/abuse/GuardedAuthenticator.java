package org.facteur.wire.abuse;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.function.Consumer;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Account;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.CertificateLogin;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.ScramProof;
import org.facteur.api.account.TokenLogin;

/**
 * Asks another authenticator, unless too many logins to the account have failed and the client is new to it. Tokens and certificates
 * cannot be guessed, so they are always looked at.
 */
public final class GuardedAuthenticator implements Authenticator {

    private static final System.Logger LOG = System.getLogger(GuardedAuthenticator.class.getName());

    private final Authenticator authenticator;
    private final AccountGuard guard;
    private final Consumer<Judgement> whatCameOfIt;

    /** @param whatCameOfIt is told of each password that was wrong, or not looked at ({@code BLOCKED}) */
    public GuardedAuthenticator(Authenticator authenticator, AccountGuard guard, Consumer<Judgement> whatCameOfIt) {
        this.authenticator = authenticator;
        this.guard = guard;
        this.whatCameOfIt = whatCameOfIt;
    }

    /** Looks at what a client has sent. */
    @FunctionalInterface
    private interface Login<T> {
        T look() throws MailStoreException;
    }

    @Override
    public Account authenticate(Credentials credentials) throws MailStoreException {
        return guarded(credentials.name(), credentials.client(), () -> authenticator.authenticate(credentials));
    }

    @Override
    public ScramParameters scramParameters(String name) throws MailStoreException {
        return authenticator.scramParameters(name);
    }

    @Override
    public ScramLogin authenticateByScram(ScramProof proof) throws MailStoreException {
        return guarded(proof.name(), proof.client(), () -> authenticator.authenticateByScram(proof));
    }

    @Override
    public Account authenticateByToken(TokenLogin login) throws MailStoreException {
        Account account = authenticator.authenticateByToken(login);
        guard.succeeded(account.address(), login.client());
        return account;
    }

    @Override
    public Account authenticateByCertificate(CertificateLogin login) throws MailStoreException {
        Account account = authenticator.authenticateByCertificate(login);
        guard.succeeded(account.address(), login.client());
        return account;
    }

    /** Another server, or this one before it was started again, may have seen the owner there. */
    private boolean remembers(String name, InetAddress client) throws MailStoreException {
        boolean known = authenticator.hasLoggedInFrom(name, client);
        if (known) {
            guard.succeeded(name, client);
        }
        return known;
    }

    /** Before the owner's old password does harm at home; who fails for the first times costs no query. */
    private void recognise(String name, InetAddress client) {
        try {
            if (guard.wouldPunish(name, client)) {
                remembers(name, client);
            }
        } catch (MailStoreException e) {
            LOG.log(Level.DEBUG, () -> "Nobody can say whether a client is known: " + e.getMessage());
        }
    }

    private <T> T guarded(String name, InetAddress client, Login<T> login) throws MailStoreException {
        if (!guard.admits(name, client) && !remembers(name, client)) {
            guard.suspended();
            whatCameOfIt.accept(Judgement.BLOCKED);
            throw new MailStoreException(
                    Reason.LOGIN_SUSPENDED, "Too many logins to this account have failed, try again later");
        }
        try {
            T found = login.look();
            guard.succeeded(name, client);
            return found;
        } catch (MailStoreException e) {
            if (e.reason() == Reason.AUTHENTICATION_FAILED) {
                recognise(name, client);
                whatCameOfIt.accept(guard.failed(name, client));
            }
            throw e;
        }
    }
}
