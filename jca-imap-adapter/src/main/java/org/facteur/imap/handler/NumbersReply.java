package org.facteur.imap.handler;

import java.util.Iterator;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/**
 * The one untagged response of a SEARCH (RFC 3501 section 7.2.5) or a SORT (RFC 5256 section 4), which names every number: of a
 * large mailbox it is megabytes long, and written piece by piece.
 */
final class NumbersReply implements Reply {

    private final String command;
    private final Iterator<UidSet.Range> runs;
    private final long modSeq;
    private boolean begun;
    /** The numbers of the present run that are not written yet. */
    private long next = 1;

    private long last;

    /**
     * @param command SEARCH or SORT
     * @param numbers sequence numbers or UIDs, possibly none
     * @param modSeq the highest of the messages found, which is told at the end; 0 if it is not (RFC 7162 section 3.1.5)
     */
    NumbersReply(String command, NumberRuns numbers, long modSeq) {
        this.command = command;
        this.runs = numbers.iterator();
        this.modSeq = modSeq;
    }

    @Override
    public boolean writeNext(ResponseWriter out) {
        if (!begun) {
            out.raw("* ").raw(command);
            begun = true;
        }
        while (out.written() < PIECE) {
            if (next > last) {
                if (!runs.hasNext()) {
                    if (modSeq > 0) {
                        out.raw(" (MODSEQ ").number(modSeq).raw(")");
                    }
                    out.endLine();
                    return false;
                }
                UidSet.Range run = runs.next();
                next = run.first();
                last = run.last();
            }
            out.raw(" ").number(next++);
        }
        return true;
    }

    @Override
    public Completion completion() {
        return Completion.ok(command + " completed");
    }
}
