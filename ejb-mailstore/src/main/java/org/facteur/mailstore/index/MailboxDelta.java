package org.facteur.mailstore.index;

import org.facteur.api.mailbox.MessageTable;
import org.facteur.api.mailbox.UidSet;

/**
 * What has happened in a mailbox up to a moment.
 *
 * @param logFrom the mod-sequence after which every expunge is known; what went before may be missing
 * @param changed new messages and those with changed flags
 * @param expunged what went, even of messages that came meanwhile
 */
record MailboxDelta(long uidNext, long highestModSeq, long logFrom, MessageTable changed, UidSet expunged) {

    /** Every bit that some changed message has. */
    long flags() {
        long all = 0;
        for (int i = 0; i < changed.size(); i++) {
            all |= changed.flags(i);
        }
        return all;
    }
}
