package org.facteur.imap.command;

import java.util.List;
import org.facteur.api.mailbox.UidSet;
import org.facteur.api.search.SearchKey.Sequence.Range;

/**
 * The messages that a command names, by sequence number or by UID ({@code sequence-set} of RFC 3501 section 9), as the
 * client wrote them: ends in either order, overlapping, with {@code *} for the largest number in use.
 *
 * @param ranges at least one, unless the saved result is named
 * @param saved whether {@code $} is among them: the result that an earlier search saved (RFC 5182 section 2.1)
 */
public record SequenceSet(List<Range> ranges, boolean saved) {

    public SequenceSet {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty() && !saved) {
            throw new IllegalArgumentException("A sequence set names at least one number");
        }
    }

    /** Numbers alone. */
    public SequenceSet(List<Range> ranges) {
        this(ranges, false);
    }

    /** The numbers, with {@code *} resolved; without the saved result. */
    public UidSet resolve(long largest) {
        return resolve(ranges, largest);
    }

    /**
     * Orders the ends of each range and replaces {@code *}, so that {@code 3:1} is {@code 1:3} and {@code 9:*} beyond the end
     * is the last message (RFC 3501 section 9, {@code seq-range}).
     *
     * @param largest what {@code *} stands for; 0 when there are no messages: a range with {@code *} then names none
     */
    public static UidSet resolve(List<Range> ranges, long largest) {
        UidSet.Builder numbers = new UidSet.Builder();
        for (Range range : ranges) {
            long first = range.first() == Range.LAST ? largest : range.first();
            long last = range.last() == Range.LAST ? largest : range.last();
            if (first > 0 && last > 0) {
                numbers.add(Math.min(first, last), Math.max(first, last));
            }
        }
        return numbers.build();
    }
}
