package org.facteur.api.queue;

import java.time.Instant;
import java.util.List;
import org.facteur.api.content.ContentId;
import org.facteur.api.smtp.MailFrom;

/**
 * A message on its way out, with those of its recipients that are to be tried now.
 *
 * @param content its octets, of which the first {@code offset} are not sent: they are of the copies kept here
 * @param size octets to be sent
 * @param tlsWaived whether the sender says that what a destination asks for by DANE or MTA-STS is not to keep the message back
 *     ({@code TLS-Required: No}, RFC 8689 section 5)
 * @param received when this server took responsibility for it
 */
public record QueuedMessage(
        long id,
        ContentId content,
        long offset,
        long size,
        MailFrom mailFrom,
        boolean tlsWaived,
        Instant received,
        List<QueuedRecipient> recipients) {

    public QueuedMessage {
        recipients = List.copyOf(recipients);
    }
}
