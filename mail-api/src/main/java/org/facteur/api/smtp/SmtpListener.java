package org.facteur.api.smtp;

import java.net.InetAddress;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.account.Authenticator;
import org.facteur.api.account.CertificateLogin;
import org.facteur.api.account.Credentials;
import org.facteur.api.account.ScramLogin;
import org.facteur.api.account.ScramParameters;
import org.facteur.api.account.ScramProof;
import org.facteur.api.account.TokenLogin;

/**
 * What the SMTP adapter asks of the application behind it: an enterprise application receives mail by a message-driven
 * bean that implements {@link #deliver}; the other methods have answers of their own.
 */
public interface SmtpListener extends Authenticator {

    /** Refuses everybody unless overridden: an application that only receives mail has no accounts. */
    @Override
    default Account authenticate(Credentials credentials) throws MailStoreException {
        throw new MailStoreException(MailStoreException.Reason.AUTHENTICATION_FAILED, "No accounts here");
    }

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

    /** Decides on MAIL. */
    default SenderDecision checkSender(SmtpClient client, MailFrom mailFrom) throws MailStoreException {
        return SenderDecision.ACCEPTED;
    }

    /** Decides on RCPT, so that nothing has to be returned later. */
    default RecipientDecision checkRecipient(SmtpClient client, MailFrom mailFrom, RcptTo rcptTo)
            throws MailStoreException {
        return RecipientDecision.ACCEPTED;
    }

    /**
     * Takes responsibility for a message, in one transaction.
     *
     * <p>LMTP has an answer for each recipient: when this returns, the message is durable for every recipient whose outcome
     * {@link RecipientDecision#isAccepted()}. RELAY and SUBMISSION have one answer for all of them, so the message is kept for
     * all or for none: where one outcome is a refusal, nothing is stored, and the client is told to try again, when RCPT
     * will refuse that recipient alone.
     *
     * @return an outcome for each recipient, in their order
     * @throws MailStoreException {@code UNAVAILABLE}, {@code OVER_QUOTA}: no recipient has it, the client tries again
     */
    List<RecipientDecision> deliver(InboundMessage message) throws MailStoreException;
}
