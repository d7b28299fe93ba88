package org.facteur.mailstore.tlsreport;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.MessageSource;
import org.facteur.api.smtp.BodyType;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.delivery.DeliveryService;
import org.facteur.mailstore.persistence.OwnTransaction;
import org.facteur.mailstore.signing.PublishedRecords;

/**
 * Sends the reports that are due, one after the other. Several servers take turns: who has claimed a report has it for a while. A report by mail goes into
 * the queue in the transaction that takes it away here, so once; one by HTTPS may be posted twice, under the same id.
 */
@ApplicationScoped
public class ReportSender {

    private static final System.Logger LOG = System.getLogger(ReportSender.class.getName());

    /** Where reports are posted: no domain chooses a port here. */
    private static final int HTTPS = 443;

    /** So long a report is nobody else's: longer than all attempts at it take. */
    private static final Duration LEASE = Duration.ofMinutes(15);

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(30);

    /** With pauses that double it is a day then (RFC 8460 section 5.5). */
    private static final int MOST_ATTEMPTS = 6;

    /** What came of a report. */
    public enum Result {
        /** There is none that is due. */
        NOTHING,
        SENT,
        /** The destination publishes no record that says where to. */
        UNWANTED,
        /** It is tried again later. */
        POSTPONED,
        /** It has been tried often enough. */
        GIVEN_UP
    }

    @Inject
    private OutcomeRepository outcomes;

    @Inject
    private TlsReportSettings settings;

    @Inject
    private PublishedRecords records;

    @Inject
    private DeliveryService deliveries;

    @Inject
    private ReportPost post;

    @Inject
    private OwnTransaction transaction;

    private record Claimed(String id, long token, LocalDate day, String destination, int attempts) {}

    /**
     * Sends the report that has been due for longest.
     *
     * @param destination the only one that is looked at; empty for any
     * @param clock asked again for each step: what others are slow at takes minutes
     */
    Result sendNext(Optional<String> destination, InstantSource clock) throws MailStoreException {
        Optional<MailAddress> contact = settings.contact();
        return contact.isPresent() ? sendNext(destination, contact.get(), clock) : Result.NOTHING;
    }

    Result sendNext(Optional<String> destination, MailAddress contact, InstantSource clock) throws MailStoreException {
        Optional<Claimed> claimed = transaction.call(() -> claim(destination, clock.instant()));
        return claimed.isPresent() ? send(claimed.get(), contact, clock) : Result.NOTHING;
    }

    /** Makes due what has been collected, also of the day that is not over. */
    void hasten(Optional<String> destination, Instant now) throws MailStoreException {
        transaction.call(() -> outcomes.hasten(destination, now));
    }

    private Optional<Claimed> claim(Optional<String> destination, Instant now) {
        Optional<PendingReport> due = outcomes.lockDue(now, destination);
        due.ifPresent(report -> report.claim(ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE), now.plus(LEASE)));
        return due.map(report ->
                new Claimed(report.id(), report.claim(), report.day(), report.destination(), report.attempts()));
    }

    private Result send(Claimed claimed, MailAddress contact, InstantSource clock) throws MailStoreException {
        Optional<List<String>> texts = records.texts("_smtp._tls." + claimed.destination());
        if (texts.isEmpty()) {
            return later(claimed, clock.instant());
        }
        Optional<ReportTargets> targets = ReportTargets.of(texts.get(), HTTPS);
        if (targets.isEmpty()) {
            finish(claimed);
            return Result.UNWANTED;
        }
        TlsReport report = transaction.call(() -> report(claimed, contact, clock.instant()));
        boolean isPosted = false;
        for (URI uri : targets.get().uris()) {
            isPosted |= post.post(uri, report.compressed());
        }
        if (!isPosted && targets.get().addresses().isEmpty()) {
            return later(claimed, clock.instant());
        }
        boolean isOurs =
                transaction.call(() -> mail(claimed, report, targets.get().addresses(), clock.instant()));
        if (isOurs) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "The report {0} on TLS has been sent for {1}",
                    claimed.id(),
                    claimed.destination());
        }
        return isOurs ? Result.SENT : Result.NOTHING;
    }

    private TlsReport report(Claimed claimed, MailAddress contact, Instant now) {
        List<TlsCount> counts = outcomes.outcomes(claimed.day(), claimed.destination());
        Instant end = claimed.day()
                .plusDays(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .minusSeconds(1);
        return new TlsReport(
                claimed.id(),
                settings.organisation(),
                contact.toString(),
                claimed.destination(),
                claimed.day().atStartOfDay(ZoneOffset.UTC).toInstant(),
                end.isAfter(now) ? now : end,
                counts);
    }

    /** Whether it was still ours to send. */
    private boolean mail(Claimed claimed, TlsReport report, List<String> addresses, Instant now)
            throws MailStoreException {
        Optional<PendingReport> row = outcomes.lock(claimed.id(), claimed.token());
        if (row.isEmpty()) {
            return false;
        }
        for (String address : addresses) {
            byte[] mail = TlsReportMail.compose(report, settings.hostname(), address, now);
            deliveries.deliverOwn(address, BodyType.SEVEN_BIT, MessageSource.of(mail), now);
        }
        outcomes.remove(row.get());
        return true;
    }

    private void finish(Claimed claimed) throws MailStoreException {
        transaction.call(() -> {
            outcomes.lock(claimed.id(), claimed.token()).ifPresent(outcomes::remove);
            return true;
        });
    }

    private Result later(Claimed claimed, Instant now) throws MailStoreException {
        if (claimed.attempts() >= MOST_ATTEMPTS) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "The report on TLS for {0} cannot be sent, and is given up",
                    claimed.destination());
            finish(claimed);
            return Result.GIVEN_UP;
        }
        Instant due = now.plus(FIRST_PAUSE.multipliedBy(1L << (claimed.attempts() - 1)));
        transaction.call(() -> {
            outcomes.lock(claimed.id(), claimed.token()).ifPresent(row -> row.postpone(due));
            return true;
        });
        return Result.POSTPONED;
    }
}
