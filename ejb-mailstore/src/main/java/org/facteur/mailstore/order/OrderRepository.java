package org.facteur.mailstore.order;

import java.util.List;
import java.util.Map;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.search.SortBy.AnnotationValueFor;

/** Reads what messages are put in order by, page by page. */
public interface OrderRepository {

    /**
     * What conversations are made of, of the messages with UIDs in a range, ascending.
     *
     * @param from the least UID
     * @param below beyond the greatest UID
     */
    List<ConversationRow> conversations(MailboxId mailbox, long from, long below);

    /** As {@link #conversations}: what the address lists of the messages are sorted by. */
    List<AddressRow> addresses(MailboxId mailbox, long from, long below);

    /** How the values begin that an annotation has, by UID. */
    Map<Long, String> annotations(MailboxId mailbox, AnnotationValueFor annotation);
}
