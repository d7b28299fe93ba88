package org.facteur.mailstore.search;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey;
import org.facteur.api.search.SearchKey.DateRelation;
import org.facteur.mailstore.message.SaveDates;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the messages of a mailbox that a search is about, ascending, and answers the keys that are not about text for
 * the message it has come to.
 */
final class MessageCursor implements Predicate<SearchKey> {

    private static final long SECONDS_OF_DAY = 24 * 60 * 60;

    private final MailboxSnapshot snapshot;
    private final @Nullable MailboxFacts facts;
    private final SaveDates saved;
    private final UidSet among;
    /** Seconds since 1970: one moment for all messages of a search. */
    private final long now = Instant.now().getEpochSecond();

    private int sequence;
    private int ordinal = -1;

    /**
     * @param facts null for keys that {@linkplain #needsFacts need none}
     * @param saved none for keys that {@linkplain #needsSaveDates need none}
     */
    MessageCursor(MailboxSnapshot snapshot, @Nullable MailboxFacts facts, SaveDates saved, UidSet among) {
        this.snapshot = snapshot;
        this.facts = facts;
        this.saved = saved;
        this.among = among;
        this.sequence = snapshot.firstSequenceFrom(among.first()) - 1;
    }

    /** Whether there is another message, which it has come to then. */
    boolean next() {
        while (++sequence <= snapshot.size()) {
            long uid = snapshot.uid(sequence);
            if (uid > among.last()) {
                return false;
            }
            if (among.contains(uid) && (facts == null || find(facts, uid))) {
                return true;
            }
        }
        return false;
    }

    private boolean find(MailboxFacts known, long uid) {
        int next = ordinal + 1;
        ordinal = next < known.size() && known.uid(next) == uid ? next : known.firstFrom(uid, next);
        boolean isHere = ordinal < known.size() && known.uid(ordinal) == uid;
        ordinal -= isHere ? 0 : 1;
        return isHere;
    }

    /** Comes to a message that {@link #next} came to before. */
    void returnTo(int knownSequence, int knownOrdinal) {
        sequence = knownSequence;
        ordinal = knownOrdinal;
    }

    /** Whether a key is about more than UIDs and flags. */
    static boolean needsFacts(SearchKey key) {
        return key.holds(each -> !(each instanceof SearchKey.All
                || each instanceof SearchKey.Uids
                || each instanceof SearchKey.Flag
                || each instanceof SearchKey.Keyword
                || each instanceof SearchKey.ModSeq));
    }

    /** Whether a key asks when messages came into the mailbox. */
    static boolean needsSaveDates(SearchKey key) {
        return key.holds(SearchKey.SavedDate.class::isInstance);
    }

    long uid() {
        return snapshot.uid(sequence);
    }

    long flags() {
        return snapshot.flags(sequence);
    }

    int sequence() {
        return sequence;
    }

    int ordinal() {
        return ordinal;
    }

    @Override
    public boolean test(SearchKey key) {
        if (key instanceof SearchKey.All) {
            return true;
        }
        if (key instanceof SearchKey.Uids uids) {
            return uids.uids().contains(snapshot.uid(sequence));
        }
        if (key instanceof SearchKey.Flag flag) {
            return (snapshot.flags(sequence) & flag.flag().bit()) != 0;
        }
        if (key instanceof SearchKey.Keyword keyword) {
            long flags = snapshot.flags(sequence);
            return snapshot.flagTable().bitOf(keyword.name()).stream().anyMatch(bit -> (flags & (1L << bit)) != 0);
        }
        if (key instanceof SearchKey.ModSeq modSeq) {
            return snapshot.modSeq(sequence) >= modSeq.atLeast();
        }
        if (facts == null) {
            throw new IllegalArgumentException("Flags do not answer " + key);
        }
        if (key instanceof SearchKey.Larger larger) {
            return facts.octets(ordinal) > larger.octets();
        }
        if (key instanceof SearchKey.Smaller smaller) {
            return facts.octets(ordinal) < smaller.octets();
        }
        if (key instanceof SearchKey.Older older) {
            return facts.arrival(ordinal) <= now - older.seconds();
        }
        if (key instanceof SearchKey.Younger younger) {
            return facts.arrival(ordinal) >= now - younger.seconds();
        }
        if (key instanceof SearchKey.InternalDate date) {
            return isDay(date.relation(), Math.floorDiv(facts.arrival(ordinal), SECONDS_OF_DAY), date.date());
        }
        if (key instanceof SearchKey.SavedDate date) {
            long second = saved.of(facts.uid(ordinal), facts.arrival(ordinal));
            return isDay(date.relation(), Math.floorDiv(second, SECONDS_OF_DAY), date.date());
        }
        if (key instanceof SearchKey.SentDate date) {
            int day = facts.sentDay(ordinal);
            return day != MailboxFacts.NO_DAY && isDay(date.relation(), day, date.date());
        }
        throw new IllegalArgumentException("The session answers " + key);
    }

    private static boolean isDay(DateRelation relation, long day, LocalDate wanted) {
        long wantedDay = wanted.toEpochDay();
        return switch (relation) {
            case BEFORE -> day < wantedDay;
            case ON -> day == wantedDay;
            case SINCE -> day >= wantedDay;
        };
    }
}
