package org.facteur.imap.command;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a client wants to know of a search result: {@code RETURN (...)} (RFC 4731, RFC 5182, RFC 5267, RFC 6203, RFC 9394).
 *
 * @param items possibly none, if there is a part
 * @param part the part of the result that is told; never with {@code ALL}
 */
public record SearchReturn(Set<Item> items, @Nullable PartialRange part) {

    /** {@code RETURN ()}. */
    public static final SearchReturn ALL = new SearchReturn(Set.of(Item.ALL), null);

    public SearchReturn {
        items = items.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(items));
        if (part != null && items.contains(Item.ALL)) {
            throw new IllegalArgumentException("ALL and a part");
        }
    }

    /** What can be told of a result, or done with it. */
    public enum Item {
        /** The first message. */
        MIN,
        /** The last message. */
        MAX,
        /** All messages. */
        ALL,
        /** How many there are. */
        COUNT,
        /** How well each of them matches (RFC 6203 section 4). */
        RELEVANCY,
        /** They can be named {@code $} later. */
        SAVE,
        /** The client will ask for more of the result (RFC 5267 section 4.2), which makes no difference here. */
        CONTEXT,
        /** The client is told how the result changes (RFC 5267 section 4.3). */
        UPDATE
    }

    public boolean has(Item item) {
        return items.contains(item);
    }

    /** Whether all that is found is told, or counts for what is told. */
    public boolean isAboutAll() {
        boolean some = part != null || has(Item.MIN) || has(Item.MAX);
        return !some || has(Item.ALL) || has(Item.COUNT);
    }

    /** Whether each message that is found is named or saved. */
    public boolean namesAll() {
        return part == null && (has(Item.ALL) || has(Item.SAVE) || has(Item.RELEVANCY));
    }

    /** Whether nothing is told, only saved. */
    public boolean savesOnly() {
        return part == null && items.equals(Set.of(Item.SAVE));
    }
}
