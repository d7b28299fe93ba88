package org.facteur.mailstore.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.mailstore.fulltext.TextAnswers;
import org.facteur.mailstore.index.MailboxIndex;
import org.facteur.mailstore.message.SaveDateRepository;
import org.facteur.mailstore.message.SaveDates;
import org.facteur.mailstore.text.MessageTextSearch;

/**
 * Finds messages: by flags, dates and sizes from what is in memory, and by text from the index of texts, and by reading
 * the messages that nothing else decides on.
 */
@ApplicationScoped
public class MessageFinder {

    /** Messages whose heads are read by one statement: at most 64 KiB each, and their structures. */
    private static final int TEXT_PAGE = 32;

    @Inject
    private MailboxIndex index;

    @Inject
    private MailboxFactsCache mailboxes;

    @Inject
    private SaveDateRepository saved;

    @Inject
    private SearchIndex texts;

    @Inject
    private ContentOpener contents;

    /**
     * Finds messages.
     *
     * @param among only these are looked at
     * @param key without what only a session understands
     */
    public FoundMessages find(MailboxId mailbox, UidSet among, SearchKey key) throws MailStoreException {
        MailboxSnapshot snapshot = index.snapshot(mailbox);
        if (among.isEmpty()) {
            return new FoundMessages(MailboxFacts.none(), new int[0]);
        }
        MailboxFacts facts = mailboxes.of(snapshot);
        MessageTextSearch search = MessageTextSearch.of(key);
        MessageCursor messages = new MessageCursor(snapshot, facts, saveDates(mailbox, among, key), among);
        IntStream.Builder found = IntStream.builder();
        Undecided undecided = new Undecided();
        while (messages.next()) {
            Optional<Boolean> decision = search.decide(messages);
            if (decision.isEmpty()) {
                undecided.add(messages);
            } else if (decision.get()) {
                found.add(messages.ordinal());
            }
        }
        if (undecided.size() == 0) {
            return new FoundMessages(facts, found.build().toArray());
        }
        read(search, messages, ask(search, messages, undecided, facts, found), facts, found);
        return new FoundMessages(facts, found.build().sorted().toArray());
    }

    private SaveDates saveDates(MailboxId mailbox, UidSet among, SearchKey key) {
        return MessageCursor.needsSaveDates(key) ? saved.find(mailbox, among.first(), among.last()) : new SaveDates();
    }

    /** As {@link #find}, of messages that flags and UIDs alone decide on, so that nothing else is read. */
    UidSet findByFlags(MailboxId mailbox, UidSet among, SearchKey key) throws MailStoreException {
        MailboxSnapshot snapshot = index.snapshot(mailbox);
        UidSet.Builder found = new UidSet.Builder();
        if (!among.isEmpty()) {
            MessageTextSearch search = MessageTextSearch.of(key);
            MessageCursor messages = new MessageCursor(snapshot, null, new SaveDates(), among);
            while (messages.next()) {
                if (search.decide(messages).orElse(false)) {
                    found.add(messages.uid());
                }
            }
        }
        return found.build();
    }

    /** Lets the index of texts decide; what it does not know is still undecided. */
    private Undecided ask(
            MessageTextSearch search,
            MessageCursor messages,
            Undecided undecided,
            MailboxFacts facts,
            IntStream.Builder found) {
        TextAnswers answers = texts.answer(search, undecided.contents(facts));
        if (answers == null) {
            return undecided;
        }
        Undecided unknown = new Undecided();
        for (int i = 0; i < undecided.size(); i++) {
            undecided.comeTo(i, messages);
            Optional<Boolean> decision = search.decide(messages, answers.of(facts.content(messages.ordinal())));
            if (decision.isEmpty()) {
                unknown.add(messages);
            } else if (decision.get()) {
                found.add(messages.ordinal());
            }
        }
        return unknown;
    }

    private void read(
            MessageTextSearch search,
            MessageCursor messages,
            Undecided undecided,
            MailboxFacts facts,
            IntStream.Builder found)
            throws MailStoreException {
        for (int from = 0; from < undecided.size(); from += TEXT_PAGE) {
            int to = Math.min(undecided.size(), from + TEXT_PAGE);
            Set<Long> page = new LinkedHashSet<>();
            for (int i = from; i < to; i++) {
                page.add(facts.content(undecided.ordinal(i)));
            }
            Map<Long, OpenedMessage> opened = contents.open(page);
            for (int i = from; i < to; i++) {
                undecided.comeTo(i, messages);
                OpenedMessage text = opened.get(facts.content(messages.ordinal()));
                if (text != null && matches(search, text, messages)) {
                    found.add(messages.ordinal());
                }
            }
        }
    }

    private static boolean matches(MessageTextSearch search, OpenedMessage text, MessageCursor message)
            throws MailStoreException {
        try {
            return search.matches(text, message);
        } catch (IOException e) {
            throw new MailStoreException(Reason.UNAVAILABLE, "A message cannot be read", e);
        }
    }
}
