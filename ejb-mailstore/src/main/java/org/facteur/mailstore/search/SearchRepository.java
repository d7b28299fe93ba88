package org.facteur.mailstore.search;

import java.util.Collection;
import java.util.List;
import org.facteur.api.mailbox.MailboxId;

/** Reads what a search needs of messages, page by page. */
public interface SearchRepository {

    /**
     * Adds what never changes of the messages with UIDs in a range, ascending, at most {@code count} of them.
     *
     * @param from the least UID
     * @param below beyond the greatest UID
     * @return the UID to go on from; {@code below} when there are no more
     */
    long addFacts(MailboxId mailbox, long from, long below, int count, MailboxFacts.Builder facts);

    /** Head and structure of contents that there are still. */
    List<SearchContent> contents(Collection<Long> contents);

    /** The ids of contents above one, ascending, at most {@code count} of them. */
    List<Long> contentIds(long above, int count);

    /** Those of the contents that a message in a mailbox has, or one that has been removed from there, in their order. */
    List<Long> inMailboxes(List<Long> contents);
}
