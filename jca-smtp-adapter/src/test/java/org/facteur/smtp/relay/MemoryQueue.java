package org.facteur.smtp.relay;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.ContentId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.mailbox.Watch;
import org.facteur.api.queue.Claim;
import org.facteur.api.queue.DestinationTls;
import org.facteur.api.queue.Lease;
import org.facteur.api.queue.NextHop;
import org.facteur.api.queue.Outcome;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.queue.QueueObserver;
import org.facteur.api.queue.QueuedMessage;
import org.facteur.api.queue.QueuedRecipient;
import org.facteur.api.queue.Report;
import org.facteur.api.queue.StsPolicy;
import org.facteur.api.queue.TlsChoice;
import org.facteur.api.queue.TlsLevel;
import org.facteur.api.signing.SigningKey;
import org.facteur.api.smtp.MailFrom;
import org.facteur.api.smtp.RcptTo;
import org.facteur.api.tlsreport.TlsCount;

/** An application whose queue is in memory: what is claimed is gone, unless it comes back untried. */
public final class MemoryQueue implements QueueListener {

    private final Map<Long, QueuedMessage> due = new LinkedHashMap<>();
    private final Map<Long, QueuedMessage> claimed = new LinkedHashMap<>();
    private final Map<Long, byte[]> contents = new LinkedHashMap<>();
    private final Map<Long, String> addresses = new LinkedHashMap<>();
    private final Map<String, TlsChoice> choices = new ConcurrentHashMap<>();
    private final Map<String, StsPolicy> policies = new ConcurrentHashMap<>();
    private final List<TlsCount> counted = new CopyOnWriteArrayList<>();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final List<QueueObserver> observers = new CopyOnWriteArrayList<>();
    private long ids;
    private final Map<String, NextHop> hops = new ConcurrentHashMap<>();
    private int questions;
    private volatile Runnable beforeWatch = () -> {};
    private volatile boolean deaf;
    private int broken;
    private volatile boolean unreadable;
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Mail for a destination goes there. */
    void route(String destination, NextHop hop) {
        hops.put(destination, hop);
    }

    @Override
    public Optional<NextHop> nextHop(String destination) {
        return Optional.ofNullable(hops.get(destination));
    }

    @Override
    public void count(List<TlsCount> outcomes) {
        counted.addAll(outcomes);
    }

    /** How the TLS of connections went. */
    List<TlsCount> counted() {
        return counted;
    }

    /** Makes a message due. */
    public void add(String text, String... recipients) {
        add(
                MailFrom.of("alice@here.test"),
                text,
                Arrays.stream(recipients).map(RcptTo::of).toArray(RcptTo[]::new));
    }

    void add(MailFrom mailFrom, String text, RcptTo... recipients) {
        add(mailFrom, text, List.of(), recipients);
    }

    void add(MailFrom mailFrom, String text, List<SigningKey> signers, RcptTo... recipients) {
        Set<String> destinations = new LinkedHashSet<>();
        synchronized (this) {
            long id = ++ids;
            byte[] octets = ("Return-Path: <x>\r\n" + text).getBytes(StandardCharsets.ISO_8859_1);
            contents.put(id, octets);
            List<QueuedRecipient> queued = new ArrayList<>();
            for (RcptTo recipient : recipients) {
                queued.add(new QueuedRecipient(++ids, recipient, 0));
                addresses.put(ids, recipient.forwardPath());
                destinations.add(destination(recipient));
            }
            due.put(
                    id,
                    new QueuedMessage(
                            id,
                            new ContentId(id),
                            18,
                            octets.length - 18,
                            mailFrom,
                            text.startsWith("TLS-Required: No\r\n"),
                            Instant.EPOCH,
                            queued,
                            signers,
                            text.startsWith("Authentication-Results:")));
        }
        observers.forEach(observer -> observer.due(destinations));
    }

    private static String destination(RcptTo recipient) {
        return recipient.forwardPath().substring(recipient.forwardPath().indexOf('@') + 1);
    }

    /** The next questions for what is due end with an error, which is no exception. */
    synchronized void broken(int questions) {
        broken = questions;
    }

    /** What happens just before somebody begins to watch. */
    void beforeWatch(Runnable happening) {
        beforeWatch = happening;
    }

    /** How many watch. */
    int watchers() {
        return observers.size();
    }

    /** From now on no report is taken, or each again. */
    void deaf(boolean isDeaf) {
        deaf = isDeaf;
    }

    /** From now on no content can be read, or each again. */
    void unreadable(boolean isUnreadable) {
        unreadable = isUnreadable;
    }

    /** From now on whoever reads content waits for {@link #letRead}. */
    void holdReaders() {
        gate = new CountDownLatch(1);
    }

    void letRead() {
        gate.countDown();
    }

    List<Report> reports() {
        return List.copyOf(reports);
    }

    /** What became of an address, the last word of all. */
    public synchronized List<Outcome> outcomes(String address) {
        return reports.stream()
                .flatMap(report -> report.outcomes().stream())
                .filter(outcome -> address.equals(addresses.get(outcome.recipient())))
                .toList();
    }

    synchronized int waiting() {
        return due.size();
    }

    @Override
    public Watch watch(QueueObserver observer) throws MailStoreException {
        beforeWatch.run();
        observers.add(observer);
        return () -> observers.remove(observer);
    }

    /** How often it was asked what is due. */
    synchronized int questions() {
        return questions;
    }

    @Override
    public synchronized List<String> due(int limit) throws MailStoreException {
        questions++;
        if (broken-- > 0) {
            throw new LinkageError("a class of the application is not there");
        }
        return due.values().stream()
                .flatMap(message -> message.recipients().stream())
                .map(recipient -> destination(recipient.rcptTo()))
                .distinct()
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Claim claim(String destination, int recipients) throws MailStoreException {
        List<QueuedMessage> taken = new ArrayList<>();
        for (QueuedMessage message : List.copyOf(due.values())) {
            if (taken.size() < recipients
                    && message.recipients().stream()
                            .anyMatch(
                                    recipient -> destination(recipient.rcptTo()).equals(destination))) {
                taken.add(message);
                due.remove(message.id());
                claimed.put(message.id(), message);
            }
        }
        return new Claim(++ids, Duration.ofMinutes(10), taken);
    }

    @Override
    public List<byte[]> read(List<ContentRange> ranges) throws MailStoreException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            throw new MailStoreException(Reason.UNAVAILABLE, "interrupted");
        }
        if (unreadable) {
            throw new MailStoreException(Reason.UNAVAILABLE, "unreadable");
        }
        return octets(ranges);
    }

    private synchronized List<byte[]> octets(List<ContentRange> ranges) {
        List<byte[]> read = new ArrayList<>();
        for (ContentRange range : ranges) {
            byte[] octets = contents.get(range.content().value());
            int from = (int) range.offset();
            read.add(Arrays.copyOfRange(octets, from, Math.min(octets.length, from + range.length())));
        }
        return read;
    }

    /** From now on that is chosen for a destination. */
    void choose(String destination, TlsLevel level, String... names) {
        choices.put(destination, new TlsChoice(level, List.of(names)));
    }

    @Override
    public DestinationTls tls(String destination) throws MailStoreException {
        return new DestinationTls(
                Optional.ofNullable(choices.get(destination)), Optional.ofNullable(policies.get(destination)));
    }

    @Override
    public void keep(String domain, StsPolicy policy) throws MailStoreException {
        policies.put(domain, policy);
    }

    /** What is kept of MTA-STS. */
    Map<String, StsPolicy> policies() {
        return policies;
    }

    @Override
    public void extend(List<Lease> leases) throws MailStoreException {}

    @Override
    public synchronized void report(Report report) throws MailStoreException {
        if (deaf) {
            throw new MailStoreException(Reason.UNAVAILABLE, "deaf");
        }
        reports.add(report);
        if (report.outcomes().stream().allMatch(Outcome.Untried.class::isInstance)) {
            QueuedMessage message = claimed.remove(report.message());
            due.put(message.id(), message);
        }
    }
}
