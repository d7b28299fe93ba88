package org.facteur.mailstore.order;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.Right;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.MessageThreads;
import org.facteur.api.search.Relevancy;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SortBy;
import org.facteur.api.search.SortCriterion;
import org.facteur.api.search.SortKey;
import org.facteur.api.search.ThreadAlgorithm;
import org.facteur.mailstore.access.MailboxAccess;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.facteur.mailstore.search.FoundMessages;
import org.facteur.mailstore.search.LookedUpKeys;
import org.facteur.mailstore.search.MailboxFacts;
import org.facteur.mailstore.search.MessageFinder;

/** Answers SORT and THREAD from what was computed at delivery, without a look into a message. */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StoreBoundary.class)
public class OrderService {

    @Inject
    private MailboxAccess access;

    @Inject
    private MessageFinder finder;

    @Inject
    private LookedUpKeys lookedUp;

    @Inject
    private OrderCache orders;

    @Inject
    private OrderRepository repository;

    /** As {@link ImapListener#sort}. */
    public UidList sort(AccountId account, MailboxId mailbox, UidSet among, SearchKey key, List<SortCriterion> order)
            throws MailStoreException {
        access.require(account, mailbox, Right.READ);
        SearchKey resolved = lookedUp.resolved(mailbox, among, key);
        FoundMessages found = finder.find(mailbox, among, resolved);
        if (found.ordinals().length == 0) {
            return UidList.EMPTY;
        }
        List<OrdinalSort.Key> keys = new ArrayList<>();
        for (SortCriterion criterion : order) {
            OrdinalSort.Key ascending = criterion.key() == SortKey.RELEVANCY
                    ? relevancy(mailbox, found, resolved)
                    : key(mailbox, found.facts(), criterion.key());
            keys.add(criterion.reverse() ? ordinal -> ~ascending.of(ordinal) : ascending);
        }
        int[] sorted = found.ordinals().clone();
        new OrdinalSort(keys).sort(sorted);
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = (int) found.facts().uid(sorted[i]);
        }
        return new UidList(sorted);
    }

    private OrdinalSort.Key relevancy(MailboxId mailbox, FoundMessages found, SearchKey key) throws MailStoreException {
        UidSet.Builder uids = new UidSet.Builder();
        for (int ordinal : found.ordinals()) {
            uids.add(found.facts().uid(ordinal));
        }
        Relevancy relevancy = finder.relevancy(mailbox, uids.build(), key);
        return ordinal -> Relevancy.MOST - relevancy.of(found.facts().uid(ordinal));
    }

    private OrdinalSort.Key key(MailboxId mailbox, MailboxFacts facts, SortBy by) {
        if (by instanceof SortKey key) {
            return key(mailbox, facts, key);
        }
        if (by instanceof SortBy.AnnotationValueFor annotation) {
            return annotations(mailbox, facts, annotation)::rank;
        }
        throw new IllegalArgumentException("The session resolves " + by);
    }

    private RankedTexts annotations(MailboxId mailbox, MailboxFacts facts, SortBy.AnnotationValueFor annotation) {
        Map<Long, String> values = repository.annotations(mailbox, annotation);
        return RankedTexts.NONE.with(IntStream.range(0, facts.size())
                .mapToObj(ordinal -> values.getOrDefault(facts.uid(ordinal), ""))
                .toList());
    }

    private OrdinalSort.Key key(MailboxId mailbox, MailboxFacts facts, SortKey key) {
        return switch (key) {
            case RELEVANCY -> throw new IllegalArgumentException("Relevancy is a matter of the search");
            case ARRIVAL -> facts::arrival;
            case SIZE -> facts::octets;
            case DATE -> orders.conversations(mailbox, facts)::sent;
            case SUBJECT -> orders.conversations(mailbox, facts).subjects()::rank;
            case FROM -> orders.addresses(mailbox, facts).from()::rank;
            case TO -> orders.addresses(mailbox, facts).to()::rank;
            case CC -> orders.addresses(mailbox, facts).cc()::rank;
            case DISPLAYFROM -> orders.addresses(mailbox, facts).displayFrom()::rank;
            case DISPLAYTO -> orders.addresses(mailbox, facts).displayTo()::rank;
        };
    }

    /** As {@link ImapListener#thread}. */
    public MessageThreads thread(
            AccountId account, MailboxId mailbox, UidSet among, SearchKey key, ThreadAlgorithm algorithm)
            throws MailStoreException {
        access.require(account, mailbox, Right.READ);
        FoundMessages found = finder.find(mailbox, among, lookedUp.resolved(mailbox, among, key));
        int[] ordinals = found.ordinals();
        if (ordinals.length == 0) {
            return MessageThreads.NONE;
        }
        ConversationColumns columns = orders.conversations(mailbox, found.facts());
        return orders.threads(
                mailbox, columns, algorithm, ordinals, () -> grown(found.facts(), ordinals, columns, algorithm));
    }

    private static MessageThreads grown(
            MailboxFacts facts, int[] ordinals, ConversationColumns columns, ThreadAlgorithm algorithm) {
        int[] byDate = IntStream.range(0, ordinals.length).toArray();
        new OrdinalSort(List.of(position -> columns.sent(ordinals[position]))).sort(byDate);
        Forest forest = algorithm == ThreadAlgorithm.REFERENCES
                ? new ReferenceThreads(ordinals, byDate, columns).grow()
                : SubjectThreads.grow(ordinals, byDate, columns);
        return forest.threads(byDate, position -> (int) facts.uid(ordinals[position]));
    }
}
