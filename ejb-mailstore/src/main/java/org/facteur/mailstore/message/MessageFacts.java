package org.facteur.mailstore.message;

import java.util.List;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.mailbox.MessageTotals;

/** What counts of a message that is copied or removed. */
public record MessageFacts(long uid, long flags, long size) {

    public static UidSet uids(List<MessageFacts> messages) {
        UidSet.Builder uids = new UidSet.Builder();
        messages.forEach(message -> uids.add(message.uid()));
        return uids.build();
    }

    /** @param recentFrom the least UID that is recent in the mailbox */
    public static MessageTotals totals(List<MessageFacts> messages, long recentFrom) {
        long unseen = 0;
        long recent = 0;
        long size = 0;
        for (MessageFacts message : messages) {
            unseen += (message.flags() & SystemFlag.SEEN.bit()) == 0 ? 1 : 0;
            recent += message.uid() >= recentFrom ? 1 : 0;
            size += message.size();
        }
        return new MessageTotals(messages.size(), unseen, recent, size);
    }
}
