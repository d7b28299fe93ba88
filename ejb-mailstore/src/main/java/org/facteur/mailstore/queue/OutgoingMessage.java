package org.facteur.mailstore.queue;

import java.time.Instant;
import java.util.Optional;
import org.facteur.api.smtp.MailFrom;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.history.History;
import org.facteur.mailstore.message.WrittenContent;

/**
 * A message that is put into the queue.
 *
 * @param content written in the same transaction
 * @param offset octets of the content that are not sent
 * @param tlsWaived whether what destinations ask for is not to keep it back (RFC 8689 section 5)
 * @param author whose word the message is, if this server can say so: that domain signs it
 * @param forwarder who passes it on, if it is somebody else's: that domain seals what was found out when it came
 * @param received when this server took responsibility for it
 * @param historyId under which the history has it; {@link History#NONE} if it has not
 */
public record OutgoingMessage(
        WrittenContent content,
        int offset,
        MailFrom mailFrom,
        boolean tlsWaived,
        Optional<DomainName> author,
        Optional<DomainName> forwarder,
        Instant received,
        long historyId) {}
