package org.facteur.smtp.session;

import java.lang.System.Logger.Level;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.facteur.api.MailStoreException;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.smtp.InboundMessage;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.smtp.RecipientDecision;
import org.facteur.api.smtp.SmtpService;
import org.facteur.smtp.auth.Findings;
import org.facteur.smtp.reply.SmtpReply;
import org.facteur.wire.session.Answer;

/**
 * Hands a complete message over, and answers: LMTP for each recipient (RFC 2033 section 4.2), SMTP once for all.
 *
 * <p>A listener keeps a message for all recipients of SMTP or for none. When they cannot all have it, the client is told to
 * come again, and RCPT will refuse those for whom there is no hope; so nothing is lost, and nothing arrives twice.
 */
final class Delivery {

    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());

    private static final SmtpReply NOT_FOR_ALL =
            SmtpReply.of(451, "4.3.0", "Not all recipients can have it now, try again later");

    private final IncomingMessage message;
    private final MailTransaction transaction;
    private final Conversation conversation;

    private Delivery(IncomingMessage message, MailTransaction transaction, Conversation conversation) {
        this.message = message;
        this.transaction = transaction;
        this.conversation = conversation;
    }

    /** Delivers the message of the transaction in progress, unless it is refused already, and ends the transaction. */
    static Answer of(IncomingMessage message, Conversation conversation) {
        MailTransaction transaction = conversation.transaction().orElseThrow();
        return new Delivery(message, transaction, conversation).answer();
    }

    private Answer answer() {
        message.end();
        Optional<CompletableFuture<Void>> examined =
                message.refusal().isPresent() ? Optional.empty() : message.examineOrigin();
        if (examined.isEmpty() || examined.get().isDone()) {
            return end();
        }
        conversation.connection().answerAfter(examined.get());
        return Answer.later(this::end);
    }

    private Answer end() {
        try {
            return message.refusal().map(this::sameForAll).orElseGet(this::delivered);
        } finally {
            conversation.endTransaction();
        }
    }

    private Answer delivered() {
        List<RcptTo> rcptTo = transaction.rcptTo();
        Optional<Findings> found = message.findings();
        List<RecipientDecision> outcomes;
        try {
            outcomes = conversation
                    .listener()
                    .deliver(new InboundMessage(
                            conversation.client(),
                            asKept(transaction.mailFrom()),
                            rcptTo,
                            message.source(found),
                            conversation.settings().clock().instant(),
                            found.map(Findings::summary).orElse("")));
        } catch (MailStoreException e) {
            return sameForAll(Replies.of(e));
        }
        if (outcomes.size() != rcptTo.size()) {
            throw new IllegalStateException(
                    outcomes.size() + " outcomes for " + rcptTo.size() + " recipients of " + message.id());
        }
        return said(isLmtp() ? forEach(rcptTo, outcomes) : List.of(forAll(outcomes)));
    }

    /** Binary parts have been encoded. */
    private static MailFrom asKept(MailFrom mailFrom) {
        return mailFrom.parameters().body() == BodyType.BINARY_MIME
                ? new MailFrom(mailFrom.reversePath(), mailFrom.parameters().withBody(BodyType.EIGHT_BIT_MIME))
                : mailFrom;
    }

    /** The one answer of SMTP. */
    private SmtpReply forAll(List<RecipientDecision> outcomes) {
        Set<RecipientDecision> different = EnumSet.copyOf(outcomes);
        if (outcomes.stream().allMatch(RecipientDecision::isAccepted)) {
            return SmtpReply.of(250, "2.0.0", "Ok: queued as " + message.id().text());
        }
        if (different.size() == 1) {
            return Replies.of(outcomes.get(0));
        }
        return outcomes.stream()
                .map(Replies::of)
                .filter(reply -> reply.code() / 100 == 4)
                .findFirst()
                .orElse(NOT_FOR_ALL);
    }

    /** The answers of LMTP, in the order of RCPT. */
    private List<SmtpReply> forEach(List<RcptTo> rcptTo, List<RecipientDecision> outcomes) {
        Map<String, RecipientDecision> byForwardPath = new HashMap<>();
        for (int i = 0; i < rcptTo.size(); i++) {
            byForwardPath.put(rcptTo.get(i).forwardPath(), outcomes.get(i));
        }
        return transaction.recipients().stream()
                .map(recipient -> forOne(recipient, Objects.requireNonNull(byForwardPath.get(recipient))))
                .toList();
    }

    private SmtpReply forOne(String recipient, RecipientDecision outcome) {
        if (!outcome.isAccepted()) {
            return Replies.of(outcome);
        }
        SmtpReply reply = SmtpReply.of(
                250, "2.1.5", "<" + recipient + "> delivered as " + message.id().text());
        return transaction.mailFrom().parameters().smtpUtf8() ? reply.inUtf8() : reply;
    }

    private Answer sameForAll(SmtpReply reply) {
        return said(isLmtp() ? Collections.nCopies(transaction.recipients().size(), reply) : List.of(reply));
    }

    private Answer said(List<SmtpReply> replies) {
        LOG.log(
                Level.INFO,
                () -> "Message " + message.id().text() + " from <"
                        + transaction.mailFrom().reversePath() + "> at "
                        + conversation.address() + " to "
                        + transaction.rcptTo().size() + ", " + message.size()
                        + " octets: "
                        + replies.stream()
                                .map(reply -> reply.code() + " " + reply.enhanced())
                                .distinct()
                                .collect(Collectors.joining(", ")));
        return out -> {
            replies.forEach(reply -> reply.writeNext(out));
            return false;
        };
    }

    private boolean isLmtp() {
        return conversation.service() == SmtpService.LMTP;
    }
}
