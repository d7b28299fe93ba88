package org.facteur.api.queue;

import java.time.Instant;
import java.util.List;
import org.facteur.api.content.ContentId;
import org.facteur.api.signing.SigningKey;
import org.facteur.api.smtp.MailFrom;

/**
 * A message on its way out, with those of its recipients that are to be tried now.
 *
 * @param content its octets, of which the first {@code offset} are not sent: they are of the copies kept here
 * @param size octets to be sent
 * @param tlsWaived whether the sender says that what a destination asks for by DANE or MTA-STS is not to keep the message back
 *     ({@code TLS-Required: No}, RFC 8689 section 5)
 * @param received when this server took responsibility for it
 * @param signers with what it is signed when it is sent; none for a message that nobody here answers for
 * @param isPassedOn whether it is somebody else's: then the signers do not answer for it, and seal what was found out when it came (ARC,
 *     RFC 8617)
 */
public record QueuedMessage(
        long id,
        ContentId content,
        long offset,
        long size,
        MailFrom mailFrom,
        boolean tlsWaived,
        Instant received,
        List<QueuedRecipient> recipients,
        List<SigningKey> signers,
        boolean isPassedOn) {

    public QueuedMessage {
        recipients = List.copyOf(recipients);
        signers = List.copyOf(signers);
    }

    /** The same message for other recipients. */
    public QueuedMessage with(List<QueuedRecipient> others) {
        return new QueuedMessage(id, content, offset, size, mailFrom, tlsWaived, received, others, signers, isPassedOn);
    }
}
