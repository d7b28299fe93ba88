package org.facteur.imap.session;

import org.facteur.api.mailbox.FlagChange;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.UidSet;

/**
 * A change of flags that this client has just made, which decides what it is told of those messages. Flags that are not what the
 * client expects, because another session changed them as well, it is told in any case (RFC 3501 section 6.4.6).
 *
 * @param uids the messages, and possibly UIDs between them that are gone
 * @param byUid whether it named the messages by UID, so that the answers have to name them, too
 */
public record OwnChange(UidSet uids, FlagChange change, Answer answer, boolean byUid) {

    /** What the client is told of the messages. */
    public enum Answer {
        /** The flags of each, changed or not. */
        FLAGS,
        /** Nothing, but for the mod-sequences that have changed, if it wants them: {@code .SILENT}. */
        SILENT,
        /** The mod-sequence of each: {@code .SILENT} with a condition (RFC 7162 section 3.1.3). */
        MODSEQ,
        /** Nothing, since it is told in another response. */
        ELSEWHERE
    }

    /** The flags that the client expects of a message that had others before. */
    long expected(long before, FlagTable table) {
        long mask = table.mask(change.flags());
        return switch (change.mode()) {
            case ADD -> before | mask;
            case REMOVE -> before & ~mask;
            case REPLACE -> mask;
        };
    }

    /** Whether a client that wants mod-sequences is told that of a message. */
    boolean tellsModSeq(boolean changed) {
        return answer == Answer.MODSEQ || (answer == Answer.SILENT && changed);
    }
}
