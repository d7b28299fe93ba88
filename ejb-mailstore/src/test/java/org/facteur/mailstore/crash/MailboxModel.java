package org.facteur.mailstore.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a mailbox must hold that one thread alone changes. */
record MailboxModel(NavigableMap<Long, Held> messages, long uidNext) {

    static final MailboxModel EMPTY = new MailboxModel(new TreeMap<>(), 1);

    /** The change of every message of some UIDs; null removes it. */
    interface Change {

        Held of(Held held);
    }

    MailboxModel plus(List<Held> added) {
        NavigableMap<Long, Held> now = new TreeMap<>(messages);
        long uid = uidNext;
        for (Held held : added) {
            now.put(uid++, held);
        }
        return new MailboxModel(now, uid);
    }

    MailboxModel with(long from, long to, Change change) {
        NavigableMap<Long, Held> now = new TreeMap<>(messages);
        for (Map.Entry<Long, Held> entry : messages.subMap(from, true, to, true).entrySet()) {
            Held changed = change.of(entry.getValue());
            if (changed == null) {
                now.remove(entry.getKey());
            } else {
                now.put(entry.getKey(), changed);
            }
        }
        return new MailboxModel(now, uidNext);
    }

    List<Held> between(long from, long to) {
        return new ArrayList<>(messages.subMap(from, true, to, true).values());
    }
}
