package org.facteur.mailstore.search;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidList;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.Relevancy;
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

    @Inject
    private MailboxIndex index;

    @Inject
    private MailboxFactsCache mailboxes;

    @Inject
    private SaveDateRepository saved;

    @Inject
    private SearchIndex texts;

    @Inject
    private MessageReading reading;

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
        reading.each(ask(search, messages, undecided, facts, found), messages, facts, (i, text) -> {
            if (search.matches(text, messages)) {
                found.add(messages.ordinal());
            }
        });
        return new FoundMessages(facts, found.build().sorted().toArray());
    }

    private SaveDates saveDates(MailboxId mailbox, UidSet among, SearchKey key) {
        return MessageCursor.needsSaveDates(key) ? saved.find(mailbox, among.first(), among.last()) : new SaveDates();
    }

    /**
     * How well messages match the fuzzy keys of a search, from the index of texts, and by reading those that it does not hold.
     *
     * @param found what {@link #find} has found
     * @param key as in {@link #find}
     */
    public Relevancy relevancy(MailboxId mailbox, UidSet found, SearchKey key) throws MailStoreException {
        MailboxSnapshot snapshot = index.snapshot(mailbox);
        if (found.isEmpty()) {
            return new Relevancy(UidList.EMPTY, new byte[0]);
        }
        MailboxFacts facts = mailboxes.of(snapshot);
        MessageTextSearch search = MessageTextSearch.of(key);
        MessageCursor messages = new MessageCursor(snapshot, facts, saveDates(mailbox, found, key), found);
        Undecided all = new Undecided();
        IntStream.Builder uids = IntStream.builder();
        while (messages.next()) {
            all.add(messages);
            uids.add((int) messages.uid());
        }
        byte[] scores = new byte[all.size()];
        Arrays.fill(scores, (byte) Relevancy.LEAST);
        TextAnswers answers = texts.answer(search, all.contents(facts));
        Undecided unknown = new Undecided();
        IntStream.Builder places = IntStream.builder();
        for (int i = 0; i < all.size(); i++) {
            all.comeTo(i, messages);
            OptionalInt score = answers == null
                    ? OptionalInt.empty()
                    : search.score(messages, answers.of(facts.content(messages.ordinal())));
            if (score.isPresent()) {
                scores[i] = (byte) score.getAsInt();
            } else {
                unknown.add(messages);
                places.add(i);
            }
        }
        int[] unread = places.build().toArray();
        reading.each(unknown, messages, facts, (i, text) -> scores[unread[i]] = (byte) search.score(text, messages));
        return new Relevancy(new UidList(uids.build().toArray()), scores);
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
}
