package org.facteur.smtp.outbound;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.facteur.api.outbound.Envelope;
import org.facteur.api.outbound.OutboundException;
import org.facteur.api.outbound.OutboundMessage;
import org.facteur.api.smtp.MailParameters;
import org.facteur.smtp.message.QueueId;
import org.facteur.smtp.message.SubmissionHeader;
import org.facteur.wire.spool.Spool;

/** The messages of one transaction, one behind the other in a spool: neither memory nor files grow with their number. */
final class Batch implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Batch.class.getName());

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final OutboundSettings settings;
    private final Clock clock;
    private final Spool spool;
    private final List<OutboundMessage> messages = new ArrayList<>();

    Batch(OutboundSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.spool = new Spool(settings.spool());
    }

    /** Takes a message; one that is refused leaves the others as they are. */
    void add(Envelope envelope, OctetWriter writer) throws OutboundException {
        if (messages.size() >= settings.messages()) {
            throw new OutboundException("5.3.0", "One transaction has " + settings.messages() + " messages at most");
        }
        Instant now = clock.instant();
        QueueId id = QueueId.at(now);
        long begin = spool.size();
        Intake intake = new Intake(
                settings,
                spool,
                new SubmissionHeader(DATE.format(now), "<" + id.text() + "@" + settings.hostname() + ">"));
        try {
            byte[] received = received(id, now).getBytes(StandardCharsets.UTF_8);
            spool.write(received, 0, received.length);
            writer.writeTo(intake);
            intake.end();
        } catch (IOException e) {
            OutboundException refusal = intake.refusal();
            throw refusal != null
                    ? refusal
                    : new OutboundException("4.3.0", "The message cannot be read: " + e.getMessage(), e);
        }
        OutboundException refusal = intake.refusal();
        if (refusal != null) {
            throw refusal;
        }
        long size = spool.size() - begin;
        messages.add(new OutboundMessage(seen(envelope, intake), spool.part(begin, size)));
        LOG.log(
                Level.INFO,
                () -> "Message " + id.text() + " of an application, from <"
                        + envelope.mailFrom().reversePath().replaceAll("\\p{Cntrl}+", " ") + "> to "
                        + envelope.rcptTo().size() + ", " + size + " octets: waits for its transaction");
    }

    /** The envelope with what has been seen of the octets. */
    private static Envelope seen(Envelope envelope, Intake intake) {
        MailParameters asked = envelope.mailFrom().parameters();
        boolean isUnicode = asked.smtpUtf8()
                || intake.hasEightBitHeader()
                || !isAscii(envelope.mailFrom().reversePath())
                || envelope.rcptTo().stream().anyMatch(each -> !isAscii(each.forwardPath()));
        return envelope.with(asked.withOctets(intake.body(), isUnicode));
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    private String received(QueueId id, Instant now) {
        return "Received: by " + settings.hostname() + " (from an application)\r\n\tid " + id.text() + ";\r\n\t"
                + DATE.format(now) + "\r\n";
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }

    /** They can be read while the batch is open. */
    List<OutboundMessage> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        spool.close();
    }
}
