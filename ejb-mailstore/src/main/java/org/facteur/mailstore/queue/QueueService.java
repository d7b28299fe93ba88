package org.facteur.mailstore.queue;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.Lease;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.queue.QueueObserver;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.QueuedRecipient;
import org.facteur.api.queue.RemoteAnswer;
import org.facteur.api.queue.Report;
import org.facteur.api.signing.SigningKey;
import org.facteur.mailstore.history.History;
import org.facteur.mailstore.history.HistoryEvent.What;
import org.facteur.mailstore.maildrop.ServerIdentity;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.facteur.mailstore.signing.Signers;

/** Hands out what is due, and decides what follows from how it went. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class QueueService {

    private static final System.Logger LOG = System.getLogger(QueueService.class.getName());

    /** So long a claim holds unless it is extended; those of a server that has died are due again then. */
    static final Duration LEASE = Duration.ofMinutes(10);

    /** So long after its pause it is remembered that a destination was out of reach. */
    static final Duration MEMORY = Duration.ofDays(1);

    /** The most recipients that one claim takes. */
    private static final int MAX_CLAIM = 1_000;

    private static final RemoteAnswer TOO_LATE =
            RemoteAnswer.own("4.4.7", "The message could not be delivered in time");

    @Inject
    private QueueRepository queue;

    @Inject
    private NextHopRepository hops;

    @Inject
    private QueueEvents events;

    @Inject
    private RetryPolicy policy;

    @Inject
    private SenderReports reports;

    @Inject
    private ServerIdentity server;

    @Inject
    private Signers signers;

    @Inject
    private History history;

    /** As {@link QueueListener#watch}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Watch watch(QueueObserver observer) throws MailStoreException {
        return events.watch(observer);
    }

    /** As {@link QueueListener#due}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<String> due(int limit) throws MailStoreException {
        return due(limit, Instant.now());
    }

    List<String> due(int limit, Instant now) {
        return queue.due(now, limit);
    }

    /** As {@link QueueListener#claim}. */
    public Claim claim(String destination, int recipients) throws MailStoreException {
        return claim(destination, recipients, Instant.now());
    }

    Claim claim(String destination, int recipients, Instant now) {
        long token = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);
        List<Claimed> claimed =
                queue.claim(destination, token, server.id(), now, now.plus(LEASE), Math.min(MAX_CLAIM, recipients));
        Map<Long, List<Claimed>> byMessage = new LinkedHashMap<>();
        for (Claimed each : claimed) {
            byMessage
                    .computeIfAbsent(each.message().id(), id -> new ArrayList<>())
                    .add(each);
        }
        Set<String> domains = new LinkedHashSet<>();
        claimed.forEach(each -> signingDomain(each.message()).ifPresent(domains::add));
        Map<String, List<SigningKey>> keys = signers.of(domains);
        return new Claim(
                token,
                LEASE,
                byMessage.values().stream().map(each -> message(each, keys)).toList());
    }

    private static QueuedMessage message(List<Claimed> claimed, Map<String, List<SigningKey>> keys) {
        MessageRow message = claimed.get(0).message();
        return new QueuedMessage(
                message.id(),
                message.content(),
                message.offset(),
                message.size(),
                message.mailFrom(),
                message.isTlsWaived(),
                message.received(),
                claimed.stream()
                        .map(Claimed::recipient)
                        .map(recipient -> new QueuedRecipient(recipient.id(), recipient.rcptTo(), recipient.attempts()))
                        .toList(),
                signingDomain(message).map(keys::get).orElse(List.of()),
                message.forwarderDomain().isPresent());
    }

    /** Whose keys sign it: who has written it, or else who seals it. */
    private static Optional<String> signingDomain(MessageRow message) {
        return message.authorDomain().or(message::forwarderDomain);
    }

    /** As {@link QueueListener#nextHop}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<NextHop> nextHop(String destination) throws MailStoreException {
        return hops.nextHop(destination);
    }

    /** As {@link QueueListener#extend}. */
    public void extend(List<Lease> leases) throws MailStoreException {
        extend(leases, Instant.now());
    }

    void extend(List<Lease> leases, Instant now) {
        Set<Long> recipients = new LinkedHashSet<>();
        Set<Long> claims = new LinkedHashSet<>();
        for (Lease lease : leases) {
            recipients.add(lease.recipient());
            claims.add(lease.token());
        }
        if (!recipients.isEmpty()) {
            queue.extend(recipients, claims, now.plus(LEASE));
        }
    }

    /** What this server had claimed before it ended is due again. */
    public void releaseOwn() throws MailStoreException {
        int released = queue.release(server.id(), Instant.now());
        if (released > 0) {
            LOG.log(System.Logger.Level.INFO, "{0} recipients in the queue are due again", released);
        }
    }

    /** As {@link QueueListener#report}. */
    public void report(Report report) throws MailStoreException {
        report(report, Instant.now());
    }

    void report(Report report, Instant now) throws MailStoreException {
        Optional<MessageRow> locked = queue.lock(report.message());
        if (locked.isEmpty()) {
            return;
        }
        MessageRow message = locked.get();
        Map<Long, RecipientRow> claimed = new LinkedHashMap<>();
        queue.lockClaimed(report.message(), report.token()).forEach(row -> claimed.put(row.id(), row));
        List<ReportedRecipient> told = new ArrayList<>();
        boolean hasRemoved = false;
        for (Outcome outcome : report.outcomes()) {
            RecipientRow recipient = claimed.remove(outcome.recipient());
            if (recipient != null) {
                hasRemoved |= settle(message, recipient, outcome, now, told);
            }
        }
        if (hasRemoved) {
            queue.removeIfDone(message, now);
        }
        switch (report.reach()) {
            case REACHED -> queue.reached(report.destination());
            case UNREACHED -> queue.unreached(report.destination(), now, policy::pause);
            case UNTRIED -> {}
        }
        reports.send(message, told, now);
    }

    /** Whether the recipient is done. */
    private boolean settle(
            MessageRow message, RecipientRow recipient, Outcome outcome, Instant now, List<ReportedRecipient> told)
            throws MailStoreException {
        log(message, recipient, outcome);
        if (outcome instanceof Outcome.Delivered delivered) {
            remember(message, recipient, What.RELAYED, delivered.answer());
            if (!delivered.reports()) {
                tell(message, recipient, Action.RELAYED, delivered.answer(), now, told);
            }
        } else if (outcome instanceof Outcome.Failed failed) {
            remember(message, recipient, What.BOUNCED, failed.answer());
            tell(message, recipient, Action.FAILED, failed.answer(), now, told);
        } else if (outcome instanceof Outcome.Deferred deferred) {
            boolean isOver = recipient.isExpired(now);
            remember(message, recipient, isOver ? What.EXPIRED : What.DEFERRED, deferred.answer());
            if (!isOver) {
                recipient.deferred(deferred.answer(), now, now.plus(policy.pause(recipient.attempts() + 1)));
                queue.add(new AttemptRow(recipient), recipient);
                return false;
            }
            tell(message, recipient, Action.FAILED, late(deferred.answer()), now, told);
        } else {
            recipient.untried(now);
            return false;
        }
        queue.remove(recipient);
        return true;
    }

    private void remember(MessageRow message, RecipientRow recipient, What what, RemoteAnswer answer)
            throws MailStoreException {
        history.happened(message.historyId(), recipient.address(), what, answer);
    }

    /** The last words of the remote, under the code that says that there is no time left (RFC 3463 section 3.5). */
    private static RemoteAnswer late(RemoteAnswer last) {
        return new RemoteAnswer(last.host(), last.code(), TOO_LATE.status(), last.text(), last.tls());
    }

    private void tell(
            MessageRow message,
            RecipientRow recipient,
            Action action,
            RemoteAnswer answer,
            Instant attempted,
            List<ReportedRecipient> told) {
        if (reports.isWanted(message, recipient, action)) {
            told.add(new ReportedRecipient(
                    recipient.rcptTo(), action, answer, Optional.of(attempted), Optional.empty()));
        }
    }

    private static void log(MessageRow message, RecipientRow recipient, Outcome outcome) {
        RemoteAnswer said = outcome.said();
        if (said != null) {
            LOG.log(
                    System.Logger.Level.INFO,
                    () -> "Queued message " + message.id() + " to <" + recipient.address() + ">: "
                            + outcome.getClass().getSimpleName().toLowerCase(Locale.ROOT) + ", "
                            + (said.host().isEmpty() ? "" : said.host() + ": ")
                            + (said.code() == 0 ? "" : said.code() + " ")
                            + said.text()
                            + said.tls().map(tls -> " (" + tls + ")").orElse(""));
        }
    }

    /** Messages of which something is to be said. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<Long> late(Instant now, int limit) throws MailStoreException {
        return queue.late(now, limit);
    }

    /** Says of the recipients of a message that they are late, or gives them up. */
    public void look(long id, Instant now) throws MailStoreException {
        Optional<MessageRow> locked = queue.lock(id);
        if (locked.isEmpty()) {
            return;
        }
        MessageRow message = locked.get();
        List<ReportedRecipient> told = new ArrayList<>();
        boolean hasRemoved = false;
        for (RecipientRow recipient : queue.lockLate(id, now)) {
            RemoteAnswer last = recipient.lastAnswer().orElse(TOO_LATE);
            boolean isOver = recipient.isExpired(now);
            Action action = isOver ? Action.FAILED : Action.DELAYED;
            if ((isOver || !recipient.isWarned()) && reports.isWanted(message, recipient, action)) {
                told.add(new ReportedRecipient(
                        recipient.rcptTo(),
                        action,
                        isOver ? late(last) : last,
                        recipient.lastAttempt(),
                        isOver ? Optional.empty() : Optional.of(recipient.expires())));
            }
            if (isOver) {
                log(message, recipient, new Outcome.Failed(recipient.id(), late(last)));
                remember(message, recipient, What.EXPIRED, late(last));
                queue.remove(recipient);
                hasRemoved = true;
            } else {
                recipient.warned();
            }
        }
        if (hasRemoved) {
            queue.removeIfDone(message, now);
        }
        reports.send(message, told, now);
    }

    /** Forgets destinations for which nothing has been tried for long: how often they failed then says nothing of now. */
    public void forgetReach(Instant now) throws MailStoreException {
        queue.forgetReach(now.minus(MEMORY));
    }
}
