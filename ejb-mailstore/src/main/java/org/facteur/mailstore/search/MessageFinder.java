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
        Optional<FlagMask> flags = FlagMask.of(key);
        if (flags.isPresent()) {
            return new FoundMessages(facts, ordinals(snapshot, facts, among, flags.get()));
        }
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

    private static int[] ordinals(MailboxSnapshot snapshot, MailboxFacts facts, UidSet among, FlagMask flags) {
        MessageCursor messages = new MessageCursor(snapshot, facts, new SaveDates(), among);
        int[] ordinals = new int[snapshot.size()];
        int count = 0;
        while (messages.next()) {
            if (flags.matches(messages.flags())) {
                ordinals[count++] = messages.ordinal();
            }
        }
        return Arrays.copyOf(ordinals, count);
    }

    private SaveDates saveDates(MailboxId mailbox, UidSet among, SearchKey key) {
        return MessageCursor.needsSaveDates(key) ? saved.find(mailbox, among.first(), among.last()) : new SaveDates();
    }

    /** As {@link #find}, and tells how well each of the messages matches the fuzzy keys. */
    public Relevancy relevancy(MailboxId mailbox, UidSet among, SearchKey key) throws MailStoreException {
        MailboxSnapshot snapshot = index.snapshot(mailbox);
        if (among.isEmpty()) {
            return Relevancy.NONE;
        }
        MailboxFacts facts = mailboxes.of(snapshot);
        MessageTextSearch search = MessageTextSearch.of(key);
        MessageCursor messages = new MessageCursor(snapshot, facts, saveDates(mailbox, among, key), among);
        Undecided candidates = new Undecided();
        while (messages.next()) {
            if (search.decide(messages).orElse(true)) {
                candidates.add(messages);
            }
        }
        byte[] scores = new byte[candidates.size()];
        int[] unread = askForScores(search, messages, candidates, facts, scores);
        Undecided unknown = candidates.only(unread);
        reading.each(
                unknown,
                messages,
                facts,
                (i, text) ->
                        scores[unread[i]] = (byte) search.score(text, messages).orElse(0));
        return scored(candidates, facts, scores);
    }

    /**
     * Lets the index of texts say how well messages match, once for all of them.
     *
     * @param scores gets what it says; 0 of messages that it has not found
     * @return those it does not know enough of
     */
    private int[] askForScores(
            MessageTextSearch search, MessageCursor messages, Undecided candidates, MailboxFacts facts, byte[] scores) {
        TextAnswers answers = candidates.size() == 0 ? null : texts.answer(search, candidates.contents(facts));
        IntStream.Builder unread = IntStream.builder();
        for (int i = 0; i < candidates.size(); i++) {
            candidates.comeTo(i, messages);
            OptionalInt score = answers == null
                    ? OptionalInt.empty()
                    : score(search, messages, answers.of(facts.content(messages.ordinal())));
            if (score.isPresent()) {
                scores[i] = (byte) score.getAsInt();
            } else {
                unread.add(i);
            }
        }
        return unread.build().toArray();
    }

    /** Empty if the message has to be read, 0 if it is not found. */
    private static OptionalInt score(MessageTextSearch search, MessageCursor message, TextAnswers known) {
        Optional<Boolean> decision = search.decide(message, known);
        if (decision.isEmpty()) {
            return OptionalInt.empty();
        }
        return decision.get() ? search.score(message, known) : OptionalInt.of(0);
    }

    private static Relevancy scored(Undecided candidates, MailboxFacts facts, byte[] scores) {
        int[] uids = new int[scores.length];
        byte[] known = new byte[scores.length];
        int found = 0;
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] > 0) {
                uids[found] = (int) facts.uid(candidates.ordinal(i));
                known[found++] = scores[i];
            }
        }
        return new Relevancy(new UidList(Arrays.copyOf(uids, found)), Arrays.copyOf(known, found));
    }

    /** As {@link #find}, of messages that flags and UIDs alone decide on, so that nothing else is read. */
    UidSet findByFlags(MailboxId mailbox, UidSet among, SearchKey key) throws MailStoreException {
        MailboxSnapshot snapshot = index.snapshot(mailbox);
        UidSet.Builder found = new UidSet.Builder();
        Optional<FlagMask> flags = FlagMask.of(key);
        if (!among.isEmpty() && flags.isPresent()) {
            MessageCursor messages = new MessageCursor(snapshot, null, new SaveDates(), among);
            while (messages.next()) {
                if (flags.get().matches(messages.flags())) {
                    found.add(messages.uid());
                }
            }
        } else if (!among.isEmpty()) {
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
