package org.facteur.mailstore.search;

import java.util.List;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.UidSet;

/** Reads what a search needs of messages, page by page. */
public interface SearchRepository {

    /** The columns of those of the messages whose UID is above {@code aboveUid}, ascending, at most {@code count}. */
    List<SearchColumns> columns(MailboxId mailbox, UidSet among, long aboveUid, int count);

    /** Head and structure of contents that there are still. */
    List<SearchContent> contents(List<SearchColumns> messages);
}
