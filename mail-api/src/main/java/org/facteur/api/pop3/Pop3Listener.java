package org.facteur.api.pop3;

import java.net.InetAddress;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.CertificateLogin;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.ScramProof;
import org.facteur.api.account.TokenLogin;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.api.mailbox.UidSet;

/**
 * What the POP3 adapter asks of the application behind it; a message-driven bean implements it. Every method can fail with
 * {@code UNAVAILABLE}.
 */
public interface Pop3Listener extends Authenticator, ContentReader {

    // Declared again, since a server looks for the transaction of a method in the listener interface itself.

    @Override
    Account authenticate(Credentials credentials) throws MailStoreException;

    @Override
    default ScramParameters scramParameters(String name) throws MailStoreException {
        return Authenticator.super.scramParameters(name);
    }

    @Override
    default ScramLogin authenticateByScram(ScramProof proof) throws MailStoreException {
        return Authenticator.super.authenticateByScram(proof);
    }

    @Override
    default Account authenticateByToken(TokenLogin login) throws MailStoreException {
        return Authenticator.super.authenticateByToken(login);
    }

    @Override
    default Account authenticateByCertificate(CertificateLogin login) throws MailStoreException {
        return Authenticator.super.authenticateByCertificate(login);
    }

    @Override
    default boolean hasLoggedInFrom(String name, InetAddress client) throws MailStoreException {
        return Authenticator.super.hasLoggedInFrom(name, client);
    }

    @Override
    List<byte[]> read(List<ContentRange> ranges) throws MailStoreException;

    /** What clients are told of beforehand. */
    default MaildropPolicy policy() throws MailStoreException {
        return MaildropPolicy.NONE;
    }

    /** What holds for one account. */
    default MaildropPolicy policy(AccountId account) throws MailStoreException {
        return policy();
    }

    /**
     * Takes the exclusive lock of the account's maildrop and lists it (RFC 1939 section 4).
     *
     * @throws MailStoreException {@code IN_USE}, {@code TOO_SOON}
     */
    Maildrop open(AccountId account) throws MailStoreException;

    /**
     * Keeps the lock for another {@link MaildropLock#LEASE}; the adapter calls it while its connection lives.
     *
     * @throws MailStoreException {@code IN_USE} if the lock has been lost
     */
    void renew(MaildropLock lock) throws MailStoreException;

    /**
     * Removes messages and releases the lock (the UPDATE state, RFC 1939 section 6). What fails may have removed some of them.
     *
     * @throws MailStoreException {@code IN_USE} if the lock has been lost: nothing is removed
     */
    void close(MaildropLock lock, UidSet deletions) throws MailStoreException;

    /** Releases the lock and removes nothing, as when a connection is lost; does nothing if the lock is gone. */
    void abandon(MaildropLock lock) throws MailStoreException;
}
