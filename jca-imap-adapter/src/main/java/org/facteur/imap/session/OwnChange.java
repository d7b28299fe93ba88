package org.facteur.imap.session;

import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.UidSet;

/**
 * A change of flags that this client has just made, which decides what it is told of those messages: without
 * {@code .SILENT} the flags of each, changed or not; with it only flags that are not what the client expects, because
 * another session changed them as well (RFC 3501 section 6.4.6).
 *
 * @param uids the messages, and possibly UIDs between them that are gone
 * @param silent whether the client wants no answer
 * @param byUid whether it named the messages by UID, so that the answers have to name them, too
 */
public record OwnChange(UidSet uids, FlagChange change, boolean silent, boolean byUid) {

    /** The flags that the client expects of a message that had others before. */
    long expected(long before, FlagTable table) {
        long mask = table.mask(change.flags());
        return switch (change.mode()) {
            case ADD -> before | mask;
            case REMOVE -> before & ~mask;
            case REPLACE -> mask;
        };
    }
}
