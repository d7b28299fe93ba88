package org.facteur.api.account;

import java.net.InetAddress;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;

/**
 * Verifies who clients are; every listener interface of which clients log in extends it.
 *
 * <p>An application that keeps no SCRAM keys leaves the methods for SCRAM as they are, and does not configure its adapter to
 * offer it; so with tokens and certificates.
 */
public interface Authenticator {

    /**
     * @return the account that the credentials prove
     * @throws MailStoreException {@code AUTHENTICATION_FAILED}, {@code ACCOUNT_DISABLED}, {@code UNAVAILABLE}
     */
    Account authenticate(Credentials credentials) throws MailStoreException;

    /**
     * What a client of SCRAM-SHA-256 has to know first.
     *
     * @return for a name that nobody has, too, the same each time it is asked for
     * @throws MailStoreException {@code UNAVAILABLE}
     */
    default ScramParameters scramParameters(String name) throws MailStoreException {
        throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "There are no SCRAM keys");
    }

    /**
     * As {@link #authenticate(Credentials)}, by a proof of SCRAM-SHA-256.
     *
     * @throws MailStoreException {@code AUTHENTICATION_FAILED}, {@code ACCOUNT_DISABLED}, {@code UNAVAILABLE}
     */
    default ScramLogin authenticateByScram(ScramProof proof) throws MailStoreException {
        throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "There are no SCRAM keys");
    }

    /**
     * As {@link #authenticate(Credentials)}, by a token of an issuer that the application trusts.
     *
     * @throws MailStoreException {@code AUTHENTICATION_FAILED}, {@code ACCOUNT_DISABLED}, {@code UNAVAILABLE}
     */
    default Account authenticateByToken(TokenLogin login) throws MailStoreException {
        throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "Nobody's tokens are accepted");
    }

    /**
     * As {@link #authenticate(Credentials)}, by a certificate.
     *
     * @throws MailStoreException {@code AUTHENTICATION_FAILED}, {@code ACCOUNT_DISABLED}, {@code UNAVAILABLE}
     */
    default Account authenticateByCertificate(CertificateLogin login) throws MailStoreException {
        throw new MailStoreException(Reason.AUTHENTICATION_FAILED, "Certificates name nobody");
    }

    /**
     * Whether the owner of an account has logged in of late from where a client is, on this server or on another: from there an account
     * that is guessed at stays open.
     *
     * @param name as in {@link Credentials}
     * @return false for a name that nobody has, and where nobody remembers it
     * @throws MailStoreException {@code UNAVAILABLE}
     */
    default boolean hasLoggedInFrom(String name, InetAddress client) throws MailStoreException {
        return false;
    }
}
