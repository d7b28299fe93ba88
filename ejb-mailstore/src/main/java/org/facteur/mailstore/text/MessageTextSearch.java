package org.facteur.mailstore.text;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Predicate;
import org.facteur.api.search.SearchKey;

/**
 * A search key prepared for being asked of many messages: it evaluates {@link SearchKey.Body}, {@link SearchKey.Text},
 * {@link SearchKey.Header} and {@link SearchKey.SentDate}, and what combines them. Every other key it asks of the caller.
 *
 * <p>Made once for a search; immutable, and used by any number of threads.
 */
public final class MessageTextSearch {

    private MessageTextSearch() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static MessageTextSearch of(SearchKey key) {
        throw new UnsupportedOperationException();
    }

    /** Whether the key holds anything that only the text of a message can answer. */
    @SuppressWarnings("DoNotCallSuggester")
    public boolean needsText() {
        throw new UnsupportedOperationException();
    }

    /**
     * Decides without the message, if that is possible.
     *
     * @param others answers every key that is neither text nor a combination, from what the caller knows of the message
     */
    @SuppressWarnings("DoNotCallSuggester")
    public Optional<Boolean> decide(Predicate<SearchKey> others) {
        throw new UnsupportedOperationException();
    }

    /**
     * Decides with the message: cheap keys first, and at most one pass over the header and one over the body.
     *
     * @param others as in {@link #decide}
     */
    @SuppressWarnings("DoNotCallSuggester")
    public boolean matches(SearchableMessage message, Predicate<SearchKey> others) throws IOException {
        throw new UnsupportedOperationException();
    }
}
