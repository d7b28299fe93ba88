package org.facteur.mailstore.message;

import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * When messages of a mailbox came into it (RFC 8514): UIDs ascend with time, so a range of them has one moment. A message in no
 * range came when its internal date says, as a delivered one does.
 */
public final class SaveDates {

    private record Range(long last, long saved) {}

    /** By their first UIDs. */
    private final NavigableMap<Long, Range> ranges = new TreeMap<>();

    /** @param saved seconds since 1970 */
    void add(long first, long last, long saved) {
        ranges.put(first, new Range(last, saved));
    }

    /** When a message came, whose internal date is known. */
    Instant of(long uid, Instant internalDate) {
        return Instant.ofEpochSecond(of(uid, internalDate.getEpochSecond()));
    }

    /** The same in seconds since 1970. */
    public long of(long uid, long internalDate) {
        var range = ranges.floorEntry(uid);
        return range != null && uid <= range.getValue().last()
                ? range.getValue().saved()
                : internalDate;
    }
}
