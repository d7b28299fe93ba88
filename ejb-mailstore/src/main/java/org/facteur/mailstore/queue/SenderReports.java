package org.facteur.mailstore.queue;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.MessageSource;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.Notify;
import org.facteur.api.smtp.Ret;
import org.facteur.mailstore.delivery.DeliveryService;
import org.facteur.mailstore.message.ContentService;

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
    private static final int LARGEST_HEADER = 64 << 10;

    @Inject
    private DeliveryService deliveries;

    @Inject
    private ContentService contents;

    @Inject
    @ConfigProperty(name = "facteur.hostname")
    private Optional<String> configuredName;

    private String hostname = "localhost";

    @PostConstruct
    void name() {
        hostname = configuredName
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .orElseGet(SenderReports::ownName);
    }

    private static String ownName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "localhost";
        }
    }

    /** Whether the sender wants to hear of that. */
    boolean isWanted(MessageRow message, RecipientRow recipient, Action action) {
        if (message.mailFrom().isNull()) {
            return false;
        }
        Set<Notify> wanted = recipient.rcptTo().parameters().notifyOn();
        return switch (action) {
            case FAILED -> wanted.isEmpty() || wanted.contains(Notify.FAILURE);
            case DELAYED -> wanted.isEmpty() || wanted.contains(Notify.DELAY);
            case RELAYED, DELIVERED -> wanted.contains(Notify.SUCCESS);
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
        ReportedMessage reported = reported(message, recipients);
        byte[] report = new ReportComposer(hostname).compose(reported, recipients, now);
        boolean isEightBit = false;
        for (byte octet : report) {
            isEightBit |= octet < 0;
        }
        deliveries.deliverOwn(
                message.mailFrom().reversePath(),
                isEightBit ? BodyType.EIGHT_BIT_MIME : BodyType.SEVEN_BIT,
                MessageSource.of(report),
                now);
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
