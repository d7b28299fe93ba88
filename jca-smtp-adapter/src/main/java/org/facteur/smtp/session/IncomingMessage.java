package org.facteur.smtp.session;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.facteur.api.content.MessageSource;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.auth.Check;
import org.facteur.smtp.auth.Findings;
import org.facteur.smtp.message.HopCounter;
import org.facteur.smtp.message.QueueId;
import org.facteur.smtp.message.SubmissionHeader;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.smtp.session.Conversation.Greeting;
import org.facteur.smtp.session.DotUnstuffer.Flaw;
import org.facteur.wire.spool.Spool;
import org.jspecify.annotations.Nullable;

/**
 * A message while it arrives, behind the Received field of this server; of one that is submitted the header is
 * completed, and of one that is binary the parts are encoded. As soon as it is known to be refused, nothing of it is
 * kept any more; the rest is read all the same, since the client hears of it only at the end.
 */
final class IncomingMessage implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(IncomingMessage.class.getName());

    private final SmtpLimits limits;
    private final Spool spool;
    private final QueueId id;
    private final HopCounter hopCounter = new HopCounter();
    private final LineEnds lineEnds = new LineEnds();
    private final @Nullable BinaryParts binaryParts;
    private final @Nullable SubmissionHeader header;
    private final Optional<Check> check;
    private final int traceLength;
    private long size;
    private @Nullable SmtpReply refusal;

    IncomingMessage(MailTransaction transaction, Conversation conversation) {
        this.limits = conversation.limits();
        this.spool = new Spool(conversation.settings().spool());
        Instant now = conversation.settings().clock().instant();
        this.id = QueueId.at(now);
        byte[] received = ReceivedField.of(conversation, transaction, id, now).getBytes(StandardCharsets.UTF_8);
        write(received, received.length);
        this.traceLength = received.length;
        this.check = check(transaction, conversation);
        this.binaryParts =
                transaction.mailFrom().parameters().body() == BodyType.BINARY_MIME ? new BinaryParts() : null;
        this.header = conversation.service() == SmtpService.SUBMISSION
                ? new SubmissionHeader(
                        ReceivedField.date(now),
                        "<" + id.text() + "@" + conversation.settings().hostname() + ">")
                : null;
    }

    /** Begun here, so that name servers are asked while the message comes. */
    private static Optional<Check> check(MailTransaction transaction, Conversation conversation) {
        InetAddress client = conversation.remoteAddress().getAddress();
        return conversation
                .settings()
                .checks()
                .filter(checks -> checks.concern(client))
                .map(checks -> checks.begin(
                        client,
                        transaction.mailFrom().reversePath(),
                        conversation.greeting().map(Greeting::client).orElse("")));
    }

    QueueId id() {
        return id;
    }

    /** Octets so far, without the field of this server. */
    long size() {
        return size;
    }

    /** Takes the next octets of a message whose line ends are looked at elsewhere. */
    void append(byte[] octets, int length) {
        if (isWelcome(octets, length)) {
            keep(octets, length);
        }
    }

    /** Takes the next octets of a message that comes in chunks. */
    void appendChunk(byte[] octets, int length) {
        if (!isWelcome(octets, length)) {
            return;
        }
        if (binaryParts != null) {
            binaryParts.accept(octets, length, this::keepExamined);
        } else {
            keepExamined(octets, length);
        }
    }

    private boolean isWelcome(byte[] octets, int length) {
        size += length;
        if (refusal != null) {
            return false;
        }
        hopCounter.accept(octets, length);
        if (size > limits.messageSize()) {
            refuse(Replies.TOO_LARGE);
        } else if (hopCounter.hops() > limits.hops()) {
            refuse(SmtpReply.of(554, "5.4.6", "Routing loop: too many Received fields"));
        }
        return refusal == null;
    }

    private void keepExamined(byte[] octets, int length) {
        lineEnds.accept(octets, length);
        examine(lineEnds.flaws());
        keep(octets, length);
    }

    private void keep(byte[] octets, int length) {
        if (header != null) {
            header.accept(octets, length, this::write);
        } else {
            write(octets, length);
        }
    }

    /** The last octet is there. */
    void end() {
        if (binaryParts != null) {
            binaryParts.end(this::keepExamined);
        }
        lineEnds.end();
        examine(lineEnds.flaws());
        if (header != null && refusal == null) {
            header.end(this::write);
        }
    }

    /**
     * Refuses a message for what it holds.
     *
     * <p>NUL is refused, too: RFC 5321 section 4.1.1.4 would let it pass, but it is neither 7bit nor 8bit data (RFC 2045
     * section 2), and IMAP could not deliver it (RFC 9051 section 4.3).
     */
    void examine(Set<Flaw> flaws) {
        if (flaws.contains(Flaw.BARE_CR) || flaws.contains(Flaw.BARE_LF)) {
            refuse(SmtpReply.of(550, "5.6.11", "Message contains a CR or LF that is not part of CRLF"));
        } else if (flaws.contains(Flaw.NUL)) {
            refuse(SmtpReply.of(550, "5.6.0", "Message contains NUL"));
        }
    }

    /** What the client is told at the end, unless the message can be delivered. */
    Optional<SmtpReply> refusal() {
        return Optional.ofNullable(refusal);
    }

    /**
     * Finds out about the message, while there is no {@link #refusal()}.
     *
     * @return is done, in bounded time, when everything is known; never fails. Empty if there is nothing to be found out
     */
    Optional<CompletableFuture<Void>> examineOrigin() {
        boolean hasChanged = binaryParts != null && binaryParts.hasChanged();
        return check.map(begun -> begun.read(spool.part(traceLength, spool.size() - traceLength), hasChanged));
    }

    /** What is known by now of where the message comes from; empty if nothing was to be found out. */
    Optional<Findings> findings() {
        return check.map(Check::findings);
    }

    /** The octets, while there is no {@link #refusal()}, with what has been found out about them. */
    MessageSource source(Optional<Findings> found) {
        return found.<MessageSource>map(known -> known.written(traceLength, spool::part, spool.size()))
                .orElse(spool);
    }

    @Override
    public void close() {
        spool.close();
    }

    private void write(byte[] octets, int length) {
        if (refusal != null) {
            return;
        }
        try {
            spool.write(octets, 0, length);
        } catch (IOException e) {
            LOG.log(Level.WARNING, "Message " + id.text() + " cannot be spooled: " + e.getMessage());
            refuse(SmtpReply.of(452, "4.3.1", "No room for the message, try again later"));
        }
    }

    private void refuse(SmtpReply reply) {
        if (refusal == null) {
            refusal = reply;
            spool.close();
        }
    }
}
