package org.facteur.mailstore.search;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.ContentId;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.api.imap.ImapListener;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.mailstore.index.MailboxIndex;
import org.facteur.mailstore.message.ContentService;
import org.facteur.mailstore.persistence.StoreBoundary;
import org.facteur.mailstore.text.MessageTextSearch;
import org.jspecify.annotations.Nullable;

/**
 * Finds messages: by flags from the index, by dates and sizes from columns, a page of rows a statement, and by text from the
 * content of those that nothing else decides.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
@Interceptors(StoreBoundary.class)
public class SearchService {

    /** Rows in one statement. */
    private static final int PAGE = 5_000;

    /** Messages whose heads are read by one statement: at most 64 KiB each, and their structures. */
    private static final int TEXT_PAGE = 32;

    /** Octets beyond the head that are worth reading with those of others. */
    private static final int MAX_TAIL = 256 << 10;

    @Inject
    private MailboxIndex index;

    @Inject
    private SearchRepository messages;

    @Inject
    private ContentService contents;

    /** As {@link ImapListener#search}. */
    public UidSet search(MailboxId mailbox, UidSet among, SearchKey key) throws MailStoreException {
        MailboxSnapshot snapshot = index.snapshot(mailbox);
        if (among.isEmpty()) {
            return UidSet.EMPTY;
        }
        MessageTextSearch search = MessageTextSearch.of(key);
        FlagTable flagTable = snapshot.flagTable();
        if (!search.needsText() && isAnsweredByIndex(key)) {
            return byIndex(snapshot, among, search);
        }
        UidSet.Builder found = new UidSet.Builder();
        List<SearchColumns> undecided = new ArrayList<>();
        long above = among.first() - 1;
        List<SearchColumns> page;
        do {
            page = messages.columns(mailbox, among, above, PAGE);
            for (SearchColumns message : page) {
                above = message.uid();
                if (among.contains(message.uid())) {
                    decide(search, message, flagTable, found, undecided);
                }
            }
            for (int i = 0; i < undecided.size(); i += TEXT_PAGE) {
                byText(search, undecided.subList(i, Math.min(undecided.size(), i + TEXT_PAGE)), flagTable, found);
            }
            undecided.clear();
        } while (page.size() == PAGE);
        return found.build();
    }

    private static UidSet byIndex(MailboxSnapshot snapshot, UidSet among, MessageTextSearch search) {
        UidSet.Builder found = new UidSet.Builder();
        for (int sequence = snapshot.firstSequenceFrom(among.first());
                sequence <= snapshot.size() && snapshot.uid(sequence) <= among.last();
                sequence++) {
            long uid = snapshot.uid(sequence);
            long flags = snapshot.flags(sequence);
            if (among.contains(uid)
                    && search.decide(key -> answer(key, uid, flags, snapshot.flagTable(), null))
                            .orElse(false)) {
                found.add(uid);
            }
        }
        return found.build();
    }

    private static void decide(
            MessageTextSearch search,
            SearchColumns message,
            FlagTable flagTable,
            UidSet.Builder found,
            List<SearchColumns> undecided) {
        Optional<Boolean> decision = search.decide(others(message, flagTable));
        if (decision.isEmpty()) {
            undecided.add(message);
        } else if (decision.get()) {
            found.add(message.uid());
        }
    }

    private void byText(MessageTextSearch search, List<SearchColumns> page, FlagTable flagTable, UidSet.Builder found)
            throws MailStoreException {
        Map<ContentId, OpenedMessage> opened = new HashMap<>();
        List<SearchContent> read = messages.contents(page);
        Map<ContentId, byte[]> tails = tails(read);
        for (SearchContent content : read) {
            opened.put(content.content(), new OpenedMessage(content, tails.get(content.content()), contents));
        }
        try {
            for (SearchColumns message : page) {
                OpenedMessage text = opened.get(message.content());
                if (text != null && search.matches(text, others(message, flagTable))) {
                    found.add(message.uid());
                }
            }
        } catch (IOException e) {
            throw new MailStoreException(Reason.UNAVAILABLE, "A message cannot be read", e);
        }
    }

    /** What lies beyond the heads, of as many messages as one read takes; a larger one is read when the search comes to it. */
    private Map<ContentId, byte[]> tails(List<SearchContent> read) throws MailStoreException {
        List<ContentRange> ranges = new ArrayList<>();
        long left = ContentReader.MAX_READ;
        for (SearchContent content : read) {
            long tail = content.size() - content.head().length;
            if (tail > 0 && tail <= Math.min(left, MAX_TAIL)) {
                ranges.add(new ContentRange(content.content(), content.head().length, (int) tail));
                left -= tail;
            }
        }
        Map<ContentId, byte[]> tails = new HashMap<>();
        if (!ranges.isEmpty()) {
            List<byte[]> octets = contents.read(ranges);
            for (int i = 0; i < ranges.size(); i++) {
                tails.put(ranges.get(i).content(), octets.get(i));
            }
        }
        return tails;
    }

    private static Predicate<SearchKey> others(SearchColumns message, FlagTable flagTable) {
        return key -> answer(key, message.uid(), message.flags(), flagTable, message);
    }

    private static boolean isAnsweredByIndex(SearchKey key) {
        if (key instanceof SearchKey.And and) {
            return and.keys().stream().allMatch(SearchService::isAnsweredByIndex);
        }
        if (key instanceof SearchKey.Or or) {
            return isAnsweredByIndex(or.left()) && isAnsweredByIndex(or.right());
        }
        if (key instanceof SearchKey.Not not) {
            return isAnsweredByIndex(not.key());
        }
        return key instanceof SearchKey.All
                || key instanceof SearchKey.Uids
                || key instanceof SearchKey.Flag
                || key instanceof SearchKey.Keyword;
    }

    /** @param message null where the key is answered by the index */
    private static boolean answer(
            SearchKey key, long uid, long flags, FlagTable flagTable, @Nullable SearchColumns message) {
        if (key instanceof SearchKey.All) {
            return true;
        }
        if (key instanceof SearchKey.Uids uids) {
            return uids.uids().contains(uid);
        }
        if (key instanceof SearchKey.Flag flag) {
            return (flags & flag.flag().bit()) != 0;
        }
        if (key instanceof SearchKey.Keyword keyword) {
            return flagTable.bitOf(keyword.name()).stream().anyMatch(bit -> (flags & (1L << bit)) != 0);
        }
        if (message == null) {
            throw new IllegalArgumentException("The index does not answer " + key);
        }
        if (key instanceof SearchKey.Larger larger) {
            return message.size() > larger.octets();
        }
        if (key instanceof SearchKey.Smaller smaller) {
            return message.size() < smaller.octets();
        }
        if (key instanceof SearchKey.InternalDate date) {
            return isDate(
                    date.relation(),
                    message.internalDate().atZone(ZoneOffset.UTC).toLocalDate(),
                    date.date());
        }
        if (key instanceof SearchKey.SentDate date) {
            LocalDate sent = message.sentDate();
            return sent != null && isDate(date.relation(), sent, date.date());
        }
        throw new IllegalArgumentException("The session answers " + key);
    }

    private static boolean isDate(SearchKey.DateRelation relation, LocalDate date, LocalDate wanted) {
        return switch (relation) {
            case BEFORE -> date.isBefore(wanted);
            case ON -> date.equals(wanted);
            case SINCE -> !date.isBefore(wanted);
        };
    }
}
