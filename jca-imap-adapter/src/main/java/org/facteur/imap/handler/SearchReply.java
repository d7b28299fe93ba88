package org.facteur.imap.handler;

import java.util.Iterator;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/**
 * The one untagged response of a SEARCH (RFC 3501 section 7.2.5), which names every number: of a large mailbox it is
 * megabytes long, and written piece by piece.
 */
final class SearchReply implements Reply {

    private final Iterator<UidSet.Range> ranges;
    private boolean begun;
    /** The numbers of the present range that are not written yet. */
    private long next = 1;

    private long last;

    /** @param numbers sequence numbers or UIDs, possibly none */
    SearchReply(UidSet numbers) {
        this.ranges = numbers.ranges().iterator();
    }

    @Override
    public boolean writeNext(ResponseWriter out) {
        if (!begun) {
            out.raw("* SEARCH");
            begun = true;
        }
        while (out.written() < PIECE) {
            if (next > last) {
                if (!ranges.hasNext()) {
                    out.endLine();
                    return false;
                }
                UidSet.Range range = ranges.next();
                next = range.first();
                last = range.last();
            }
            out.raw(" ").number(next++);
        }
        return true;
    }

    @Override
    public Completion completion() {
        return Completion.ok("SEARCH completed");
    }
}
