package org.facteur.api.search;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.facteur.api.account.AccountId;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.EntryPattern;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;

/**
 * A search criterion (RFC 3501 section 6.4.4). Text is decoded from the charset of the command already, and matches as a
 * substring, by {@code i;unicode-casemap} (RFC 5051), of what headers and bodies say after their own decoding.
 */
public sealed interface SearchKey {

    /** What another key becomes. */
    @FunctionalInterface
    interface Replacement<X extends Exception> {
        SearchKey of(SearchKey key) throws X;
    }

    /** The keys that this one combines, a {@link Fuzzy} and the key in it; one that combines none alone. */
    default Stream<SearchKey> criteria() {
        if (this instanceof And and) {
            return and.keys().stream().flatMap(SearchKey::criteria);
        }
        if (this instanceof Or or) {
            return Stream.concat(or.left().criteria(), or.right().criteria());
        }
        if (this instanceof Not not) {
            return not.key().criteria();
        }
        return this instanceof Fuzzy fuzzy
                ? Stream.concat(Stream.of(this), fuzzy.key().criteria())
                : Stream.of(this);
    }

    /** Whether one of the {@link #criteria} is as wanted. */
    default boolean holds(Predicate<SearchKey> wanted) {
        return criteria().anyMatch(wanted);
    }

    /** The same combination of other keys; a {@link Fuzzy} is replaced once the key in it is. */
    default <X extends Exception> SearchKey map(Replacement<X> replacement) throws X {
        if (this instanceof And and) {
            List<SearchKey> keys = new ArrayList<>(and.keys().size());
            for (SearchKey each : and.keys()) {
                keys.add(each.map(replacement));
            }
            return new And(keys);
        }
        if (this instanceof Or or) {
            return new Or(or.left().map(replacement), or.right().map(replacement));
        }
        if (this instanceof Not not) {
            return new Not(not.key().map(replacement));
        }
        return replacement.of(
                this instanceof Fuzzy fuzzy ? new Fuzzy(fuzzy.key().map(replacement)) : this);
    }

    /** Every message. */
    record All() implements SearchKey {}

    /** All of the keys. */
    record And(List<SearchKey> keys) implements SearchKey {
        public And {
            keys = List.copyOf(keys);
        }
    }

    record Or(SearchKey left, SearchKey right) implements SearchKey {}

    record Not(SearchKey key) implements SearchKey {}

    /** The messages with these UIDs. */
    record Uids(UidSet uids) implements SearchKey {}

    /** The messages with these sequence numbers; resolved by the session, which alone knows them. */
    record Sequence(List<Range> ranges) implements SearchKey {

        public Sequence {
            ranges = List.copyOf(ranges);
        }

        /**
         * Two sequence numbers in either order.
         *
         * @param first 1 to 2^32-1, or {@link #LAST} for {@code *}
         */
        public record Range(long first, long last) {

            /** {@code *}: the largest number in use. */
            public static final long LAST = Long.MAX_VALUE;
        }
    }

    /** As {@link Sequence}, of UIDs with {@code *} not resolved yet: {@code UID 5:*}; resolved by the session. */
    record UidSequence(List<Sequence.Range> ranges) implements SearchKey {
        public UidSequence {
            ranges = List.copyOf(ranges);
        }
    }

    /** {@code \Recent} in this session; resolved by the session. */
    record Recent() implements SearchKey {}

    /** What an earlier search of this session saved, {@code $} (RFC 5182); resolved by the session. */
    record Saved() implements SearchKey {}

    /**
     * Messages that have changed since (RFC 7162 section 3.1.5).
     *
     * @param atLeast the least mod-sequence that they have
     */
    record ModSeq(long atLeast) implements SearchKey {}

    /** Messages that arrived so many seconds ago or earlier, counted when the search is carried out (RFC 5032). */
    record Older(long seconds) implements SearchKey {}

    /** Messages that arrived so many seconds ago or later, counted when the search is carried out (RFC 5032). */
    record Younger(long seconds) implements SearchKey {}

    record Flag(SystemFlag flag) implements SearchKey {}

    record Keyword(String name) implements SearchKey {}

    /** The internal date, in UTC and disregarding the time. */
    record InternalDate(DateRelation relation, LocalDate date) implements SearchKey {}

    /** The date on which the message came into its mailbox (RFC 8514), in UTC and disregarding the time. */
    record SavedDate(DateRelation relation, LocalDate date) implements SearchKey {}

    /** The date in the Date header as written, disregarding time and zone. */
    record SentDate(DateRelation relation, LocalDate date) implements SearchKey {}

    enum DateRelation {
        BEFORE,
        ON,
        SINCE
    }

    /** More octets than this. */
    record Larger(long octets) implements SearchKey {}

    /** Fewer octets than this. */
    record Smaller(long octets) implements SearchKey {}

    /** A header field whose text contains the text; empty text asks only that the field is there. */
    record Header(String field, String text) implements SearchKey {}

    /** The body contains the text. */
    record Body(String text) implements SearchKey {}

    /** The header or the body contains the text. */
    record Text(String text) implements SearchKey {}

    /**
     * What matches a key about as well as it should (RFC 6203 section 3): the adapter leaves it around {@link Header}, {@link Body} and
     * {@link Text} only. Whatever the key itself finds is found, and messages that have something like each of its words.
     */
    record Fuzzy(SearchKey key) implements SearchKey {}

    /** The messages with this content (RFC 8474 section 5.1). */
    record EmailId(ContentId content) implements SearchKey {}

    /** The messages of the conversation with this identifier (RFC 8474 section 5.2), whatever it looks like. */
    record ThreadId(String id) implements SearchKey {}

    /** As {@link AnnotatedFor}, as whoever searches sees it; resolved by the session. */
    record Annotated(EntryPattern entries, Set<Annotation.Scope> scopes, String text) implements SearchKey {
        public Annotated {
            scopes = Set.copyOf(scopes);
        }
    }

    /**
     * The messages of which an annotation that an account sees contains the text (RFC 5257 section 4.8); empty text asks only that there
     * is one.
     */
    record AnnotatedFor(AccountId viewer, Annotated annotation) implements SearchKey {}
}
