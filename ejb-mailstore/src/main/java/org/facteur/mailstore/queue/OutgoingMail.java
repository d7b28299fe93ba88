package org.facteur.mailstore.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.message.WrittenContent;

/** Where mail for other servers begins its way, in the transaction that accepts it. */
@ApplicationScoped
public class OutgoingMail {

    @Inject
    private QueueRepository queue;

    @Inject
    private RetryPolicy policy;

    @Inject
    private QueueEvents events;

    /** Whether mail for an address can be tried at all: it names a domain, or an address of a machine. */
    public boolean canGoTo(String address) {
        return Destination.of(address).isPresent();
    }

    /**
     * Queues a message within the transaction of the caller.
     *
     * @param content written in the same transaction
     * @param offset octets of the content that are not sent
     * @param tlsWaived whether what destinations ask for is not to keep it back (RFC 8689 section 5)
     * @param rcptTo all of them can go somewhere, and at least one
     * @param author whose word the message is, if this server can say so: that domain signs it
     */
    public void add(
            WrittenContent content,
            int offset,
            MailFrom mailFrom,
            boolean tlsWaived,
            List<RcptTo> rcptTo,
            Optional<DomainName> author,
            Instant received) {
        Timing timing = policy.timing(mailFrom.parameters(), received);
        MessageRow message = new MessageRow(content, offset, mailFrom, tlsWaived, author, received);
        queue.add(message);
        for (RcptTo recipient : rcptTo) {
            Destination destination = Destination.of(recipient.forwardPath())
                    .orElseThrow(() -> new IllegalArgumentException("No mail goes to " + recipient.forwardPath()));
            queue.add(new RecipientRow(message, recipient, destination, timing));
            if (!timing.due().isAfter(received)) {
                events.becomesDue(destination);
            }
        }
    }

    /**
     * Queues a message for this server itself within the transaction of the caller.
     *
     * @param content written in the same transaction, and sent as a whole
     * @param rcptTo addresses of this server, at least one; where they lead is found when they are delivered
     */
    public void addHere(WrittenContent content, MailFrom mailFrom, List<RcptTo> rcptTo, Instant received) {
        Timing timing = policy.timing(mailFrom.parameters(), received);
        MessageRow message = new MessageRow(content, 0, mailFrom, false, Optional.empty(), received);
        queue.add(message);
        rcptTo.forEach(recipient -> queue.add(new RecipientRow(message, recipient, Destination.HERE, timing)));
    }
}
