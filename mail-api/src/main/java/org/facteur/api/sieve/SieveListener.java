package org.facteur.api.sieve;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
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

/**
 * What the ManageSieve adapter asks of the application behind it (RFC 5804); a message-driven bean implements it. Every method
 * can fail with {@code UNAVAILABLE}, and those about an account with {@code NO_SUCH_MAILBOX} when it has been deleted.
 */
public interface SieveListener extends Authenticator {

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

    /** The Sieve extensions that scripts may require, as they name them; always the same, and asked for once. */
    List<String> extensions() throws MailStoreException;

    /** All scripts of an account, by name. */
    List<ScriptListing> list(AccountId account) throws MailStoreException;

    /** The octets of a script as they were put; empty if there is none of that name. */
    Optional<byte[]> read(AccountId account, ScriptName name) throws MailStoreException;

    /** Whether a script of that name and of so many octets would be taken: {@code TOO_MANY}, {@code TOO_LARGE}. */
    ScriptResult checkSpace(AccountId account, ScriptName name, long size) throws MailStoreException;

    /** Whether a script is right, without keeping it: {@code INVALID}, {@code TOO_LARGE}. */
    ScriptResult check(AccountId account, byte[] script) throws MailStoreException;

    /**
     * Keeps a script if it is right, in the place of one that has its name already, which stays active if it was: {@code
     * INVALID}, {@code TOO_MANY}, {@code TOO_LARGE}.
     */
    ScriptResult put(AccountId account, ScriptName name, byte[] script) throws MailStoreException;

    /** Makes a script the one that runs: {@code NONEXISTENT}. */
    ScriptResult activate(AccountId account, ScriptName name) throws MailStoreException;

    /** From now on no script runs. */
    void deactivate(AccountId account) throws MailStoreException;

    /** Removes a script: {@code NONEXISTENT}, {@code ACTIVE}. */
    ScriptResult delete(AccountId account, ScriptName name) throws MailStoreException;

    /** Gives a script another name; it stays active if it was: {@code NONEXISTENT}, {@code ALREADY_EXISTS}. */
    ScriptResult rename(AccountId account, ScriptName from, ScriptName to) throws MailStoreException;
}
