package org.facteur.mailstore.history;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;

/** Tells administrators what became of messages. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(AdministrationBoundary.class)
public class HistoryService {

    /** The most that one page shows. */
    public static final int MAX_COUNT = 200;

    /** The most events that are shown of one message. */
    public static final int MAX_EVENTS = 1_000;

    /** Rows that one statement looks through. */
    static final int STEP = 10_000;

    /** Steps before a page is answered with what has been found. */
    static final int MAX_STEPS = 30;

    @Inject
    private HistoryRepository repository;

    @Inject
    private History history;

    /** Whether anything is written down now. */
    public boolean isOn() {
        return !history.kept().isZero();
    }

    /**
     * A part of the history, the newest first. Nobody waits until all of a long history has been looked through: after many rows
     * the answer is what has been found so far, and where to go on.
     *
     * @param before where to go on; empty for the newest
     */
    public HistoryPage list(HistoryQuery query, OptionalLong before, int count) {
        return list(query, before, count, STEP, MAX_STEPS);
    }

    HistoryPage list(HistoryQuery query, OptionalLong before, int count, int step, int maxSteps) {
        long from = query.since().map(HistoryIds::first).orElse(0L);
        long upTo = Math.min(
                before.orElse(Long.MAX_VALUE),
                query.until().map(HistoryIds::first).orElse(Long.MAX_VALUE));
        List<HistoryItem> found = new ArrayList<>();
        OptionalLong floor = OptionalLong.of(upTo);
        for (int i = 0; i < maxSteps && floor.isPresent(); i++) {
            long top = floor.getAsLong();
            floor = query.isByTimeOnly() ? OptionalLong.empty() : repository.back(from, top, step);
            int wanted = count + 1 - found.size();
            List<HistoryItem> some = repository.find(query, floor.orElse(from), top, wanted);
            some.stream().filter(item -> concerns(item, query)).forEach(found::add);
            if (some.size() == wanted) {
                // There may be more of them in this step.
                floor = OptionalLong.of(some.get(some.size() - 1).id());
            }
            if (found.size() > count) {
                return page(
                        found.subList(0, count),
                        OptionalLong.of(found.get(count - 1).id()));
            }
        }
        return page(found, floor);
    }

    /** Beside addresses the column of recipients has names of mailboxes. */
    private static boolean concerns(HistoryItem item, HistoryQuery query) {
        String part = query.recipient().toLowerCase(Locale.ROOT);
        return part.isEmpty()
                || item.moreRecipients() > 0
                || item.recipients().stream().anyMatch(recipient -> recipient.concerns(part));
    }

    private HistoryPage page(List<HistoryItem> items, OptionalLong next) {
        Map<Long, Set<HistoryEvent.What>> later =
                repository.later(items.stream().map(HistoryItem::id).toList());
        return new HistoryPage(
                items.stream()
                        .map(item -> item.with(later.getOrDefault(item.id(), Set.of())))
                        .toList(),
                next);
    }

    /** @throws AdministrationException {@code NOT_FOUND} if the history has no such message, or not any more */
    public HistoryDetail find(long id) throws AdministrationException {
        HistoryItem item = repository
                .find(id)
                .orElseThrow(() -> AdministrationException.notFound("The history has no message of this id."));
        List<HistoryEvent> events = repository.events(id, MAX_EVENTS);
        return new HistoryDetail(
                page(List.of(item), OptionalLong.empty()).items().get(0), events);
    }
}
