package org.facteur.mailstore.tlsreport;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.facteur.api.MailStoreException;
import org.facteur.api.queue.QueueListener;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.mailstore.persistence.StoreBoundary;

/** Writes down how the TLS of connections went, in a few statements for many of them. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(StoreBoundary.class)
public class OutcomeService {

    /** Reports that wait to be sent: more destinations are not counted. */
    static final long MOST_REPORTS = 50_000;

    /** Rows of one destination on a day; more are added up behind them, without policies and details. */
    static final long MOST_ROWS = 200;

    /** Counts that one round of statements writes. */
    private static final int ROUND = 500;

    /** After the end of the day reports go out over so long, so that not everybody writes to a domain at midnight (RFC 8460 section 4.1). */
    private static final Duration LONGEST_DELAY = Duration.ofHours(4);

    @Inject
    private OutcomeRepository outcomes;

    @Inject
    private TlsReportSettings settings;

    /** As {@link QueueListener#count}; without somebody who reports nothing is kept. */
    public void count(List<TlsCount> counts) throws MailStoreException {
        if (settings.contact().isPresent()) {
            add(counts);
        }
    }

    void add(List<TlsCount> counts) {
        for (int i = 0; i < counts.size(); i += ROUND) {
            counts.subList(i, Math.min(counts.size(), i + ROUND)).stream()
                    .collect(Collectors.groupingBy(TlsCount::day, TreeMap::new, Collectors.toList()))
                    .forEach(this::add);
        }
    }

    private void add(LocalDate day, List<TlsCount> counts) {
        Set<String> destinations = counts.stream()
                .map(count -> count.outcome().policy().destination())
                .collect(Collectors.toSet());
        destinations.removeAll(unreported(day, destinations));
        Map<OutcomeRow.Key, TlsCount> wanted = new HashMap<>();
        for (TlsCount count : counts) {
            if (destinations.contains(count.outcome().policy().destination())) {
                put(wanted, count);
            }
        }
        addTo(wanted);
        if (!wanted.isEmpty()) {
            addNew(day, wanted, destinations);
        }
        outcomes.flush();
    }

    private static void put(Map<OutcomeRow.Key, TlsCount> counts, TlsCount count) {
        counts.merge(
                new OutcomeRow.Key(count.day(), count.outcome()),
                count,
                (one, other) -> new TlsCount(one.day(), one.outcome(), one.sessions() + other.sessions()));
    }

    /** Makes reports for those that have none; what is left is too many. */
    private Set<String> unreported(LocalDate day, Set<String> destinations) {
        Set<String> missing = new HashSet<>(destinations);
        missing.removeAll(outcomes.reported(day, destinations));
        if (missing.isEmpty() || outcomes.reports() + missing.size() > MOST_REPORTS) {
            return missing;
        }
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        for (String destination : missing) {
            outcomes.add(new PendingReport(
                    day,
                    destination,
                    end.plusSeconds(ThreadLocalRandom.current().nextLong(1, LONGEST_DELAY.toSeconds()))));
        }
        return Set.of();
    }

    /** Adds what is there already, and takes it out. */
    private void addTo(Map<OutcomeRow.Key, TlsCount> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        for (OutcomeRow row : outcomes.lock(wanted.keySet())) {
            TlsCount count = wanted.remove(row.key());
            if (count != null) {
                row.add(count.sessions());
            }
        }
    }

    private void addNew(LocalDate day, Map<OutcomeRow.Key, TlsCount> counts, Set<String> destinations) {
        Map<String, Long> rows = outcomes.count(day, destinations).stream()
                .collect(Collectors.toMap(RowCount::destination, RowCount::rows));
        Map<OutcomeRow.Key, TlsCount> summaries = new HashMap<>();
        for (TlsCount count : counts.values()) {
            String destination = count.outcome().policy().destination();
            if (rows.merge(destination, 1L, Long::sum) <= MOST_ROWS) {
                outcomes.add(new OutcomeRow(count));
            } else {
                put(summaries, new TlsCount(day, count.outcome().summary(), count.sessions()));
            }
        }
        outcomes.flush();
        addTo(summaries);
        summaries.values().forEach(count -> outcomes.add(new OutcomeRow(count)));
    }
}
