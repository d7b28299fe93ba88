package org.facteur.api.outbound;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.smtp.RecipientDecision;

/**
 * What the SMTP adapter asks of the application that takes the mail of others on its server, each in a transaction of its own: never in that
 * of the application that sends, which may have resources of any kind, and stay open for long.
 *
 * <p>A transaction with no other resources is committed by {@link #accept} alone. With others it is {@link #prepare} and then either
 * {@link #commit} or {@link #rollBack}, which may come after a crash, and more than once.
 */
public interface OutboundListener {

    /** Says at once of each recipient, in their order, whether there is any use in sending to it. */
    List<RecipientDecision> check(Envelope envelope) throws MailStoreException;

    /** Takes responsibility for messages: when this returns they are durable, and on their way. */
    void accept(List<OutboundMessage> messages) throws MailStoreException;

    /** Keeps messages, so that either way to go on from here cannot fail: when this returns they are durable, and nobody sees them. */
    void prepare(BranchId branch, List<OutboundMessage> messages) throws MailStoreException;

    /**
     * Sends what has been prepared on its way.
     *
     * @return false if nothing of that name is prepared
     */
    boolean commit(BranchId branch) throws MailStoreException;

    /**
     * Forgets what has been prepared.
     *
     * @return false if nothing of that name is prepared
     */
    boolean rollBack(BranchId branch) throws MailStoreException;

    /** What this server has prepared, and nobody has decided on. */
    List<BranchId> prepared() throws MailStoreException;
}
