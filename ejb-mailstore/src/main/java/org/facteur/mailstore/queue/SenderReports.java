package org.facteur.mailstore.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.MessageSource;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.MailParameters;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.Ret;
import org.facteur.mailstore.delivery.DeliveryService;
import org.facteur.mailstore.history.History;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.message.ContentWriter;
import org.facteur.mailstore.message.WrittenContent;
import org.facteur.mailstore.signing.Authorship;

/**
 * Tells senders what has become of their messages, as far as they want to know (RFC 3461 section 4.1). A report is delivered like any
 * message, under the null reverse-path; of what becomes of it nobody is told.
 */
@ApplicationScoped
public class SenderReports {

    private static final System.Logger LOG = System.getLogger(SenderReports.class.getName());

    /** Octets of the largest message that comes back as a whole, unless its sender asks for it. */
    private static final int LARGEST_WHOLE = 64 << 10;

    /** The same, if its sender asks for it. */
    private static final int LARGEST_ASKED_FOR = 512 << 10;

    /** Octets of the largest header that comes back. */
    static final int LARGEST_HEADER = 64 << 10;

    @Inject
    private DeliveryService deliveries;

    @Inject
    private ContentService contents;

    @Inject
    private ContentWriter writer;

    @Inject
    private OutgoingMail outgoing;

    @Inject
    private OwnName hostname;

    /** Whether the sender wants to hear of that. */
    boolean isWanted(MessageRow message, RecipientRow recipient, Action action) {
        return isWanted(message.mailFrom(), recipient.rcptTo(), action);
    }

    /** Whether the sender wants to hear of that. */
    boolean isWanted(MailFrom mailFrom, RcptTo rcptTo, Action action) {
        Set<Notify> wanted = rcptTo.parameters().notifyOn();
        if (mailFrom.isNull() || wanted.contains(Notify.NEVER)) {
            return false;
        }
        return switch (action) {
            case FAILED -> wanted.isEmpty() || wanted.contains(Notify.FAILURE);
            case DELAYED -> wanted.isEmpty() || wanted.contains(Notify.DELAY);
            // Whether a message with a deadline is in time is nobody's to say any more (RFC 2852 section 4.1.4).
            case RELAYED ->
                wanted.contains(Notify.SUCCESS)
                        || mailFrom.parameters().deliverBy().isPresent();
            case EXPANDED, DELIVERED -> wanted.contains(Notify.SUCCESS);
        };
    }

    /**
     * Sends a report within the transaction of the caller.
     *
     * @param recipients of whom the sender wants to hear; for none nothing is sent
     */
    void send(MessageRow message, List<ReportedRecipient> recipients, Instant now) throws MailStoreException {
        if (recipients.isEmpty()) {
            return;
        }
        byte[] report = new ReportComposer(hostname.value()).compose(reported(message, recipients), recipients, now);
        deliveries.deliverOwn(message.mailFrom().reversePath(), body(report), MessageSource.of(report), now);
    }

    /** The same for who holds locks of accounts: the report goes into the queue, since to lock its recipient now could be a circle. */
    void sendLater(MessageRow message, List<ReportedRecipient> recipients, Instant now) throws MailStoreException {
        if (!recipients.isEmpty()) {
            queue(reported(message, recipients), recipients, now);
        }
    }

    /**
     * The same of a message that is not in the queue.
     *
     * @param begin octets from its beginning on, of which the header comes back
     * @param recipients at least one
     */
    void sendLater(MailFrom mailFrom, byte[] begin, List<ReportedRecipient> recipients, Instant now)
            throws MailStoreException {
        queue(new ReportedMessage(mailFrom, now, header(begin), false), recipients, now);
    }

    private void queue(ReportedMessage message, List<ReportedRecipient> recipients, Instant now)
            throws MailStoreException {
        byte[] report = new ReportComposer(hostname.value()).compose(message, recipients, now);
        MessageSource source = MessageSource.of(report);
        MailFrom own =
                new MailFrom("", MailParameters.builder().body(body(report)).build());
        List<RcptTo> sender = List.of(RcptTo.of(message.mailFrom().reversePath()));
        WrittenContent content = writer.write(new byte[0], source);
        OutgoingMessage written = new OutgoingMessage(
                content,
                0,
                own,
                false,
                Authorship.ofOwn(content.structure().envelope().from()),
                Optional.empty(),
                now,
                History.NONE);
        outgoing.add(written, sender, deliveries.elsewhere(own, sender, source));
    }

    private static BodyType body(byte[] report) {
        boolean isEightBit = false;
        for (byte octet : report) {
            isEightBit |= octet < 0;
        }
        return isEightBit ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT;
    }

    private ReportedMessage reported(MessageRow message, List<ReportedRecipient> recipients) throws MailStoreException {
        boolean hasFailed = recipients.stream().anyMatch(recipient -> recipient.action() == Action.FAILED);
        Optional<Ret> ret = message.mailFrom().parameters().ret();
        long largest =
                ret.map(wanted -> wanted == Ret.FULL ? LARGEST_ASKED_FOR : 0).orElse(LARGEST_WHOLE);
        boolean whole = hasFailed
                && message.size() <= largest
                && message.mailFrom().parameters().body() != BodyType.BINARY_MIME;
        int length = whole ? (int) message.size() : (int) Math.min(message.size(), LARGEST_HEADER);
        byte[] octets = read(new ContentRange(message.content(), message.offset(), length));
        boolean isThere = octets.length == length;
        return new ReportedMessage(
                message.mailFrom(), message.received(), whole && isThere ? octets : header(octets), whole && isThere);
    }

    /** A message that cannot be read any more does not keep its sender from hearing that it has not arrived. */
    private byte[] read(ContentRange range) {
        try {
            return contents.read(List.of(range)).get(0);
        } catch (MailStoreException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Content {0} is reported on without being read: {1}",
                    range.content().value(),
                    e.getMessage());
            return new byte[0];
        }
    }

    /** Up to the empty line, or as many whole lines as there are. */
    private static byte[] header(byte[] octets) {
        int lineEnd = 0;
        for (int i = 1; i < octets.length; i++) {
            if (octets[i] == '\n' && octets[i - 1] == '\r') {
                if (i + 1 - lineEnd == 2) {
                    break;
                }
                lineEnd = i + 1;
            }
        }
        return Arrays.copyOf(octets, lineEnd);
    }
}
