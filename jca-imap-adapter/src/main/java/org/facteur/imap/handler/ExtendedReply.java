package org.facteur.imap.handler;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Iterator;
import java.util.Queue;
import java.util.function.Consumer;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.PartialRange;
import org.facteur.imap.command.SearchReturn;
import org.facteur.imap.command.SearchReturn.Item;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/**
 * The ESEARCH response (RFC 4731 section 3.1, RFC 5267 section 3, RFC 6203 section 4, RFC 7377 section 2.1, RFC 9394 section 3.1), written piece by piece.
 *
 * <pre>
 * esearch-response = "ESEARCH" [SP "(" "TAG" SP string ["MAILBOX" SP mailbox "UIDVALIDITY" SP nz-number] ")"] [SP "UID"]
 *                    [SP "MIN" SP nz-number] [SP "MAX" SP nz-number] [SP "COUNT" SP number]
 *                    [SP "ALL" SP sequence-set] [SP "PARTIAL" SP "(" partial-range SP (sequence-set / "NIL") ")"]
 *                    [SP "RELEVANCY" SP "(" score *(SP score) ")"] [SP "MODSEQ" SP mod-sequence-value]
 * </pre>
 */
final class ExtendedReply implements Reply {

    private final String command;
    private final Queue<Consumer<ResponseWriter>> before = new ArrayDeque<>();
    private Iterator<UidSet.Range> runs = Collections.emptyIterator();
    private boolean furtherRun;
    private final byte[] scores;
    private int scoresTold;
    private final Queue<Consumer<ResponseWriter>> behindRuns = new ArrayDeque<>();
    private final Queue<Consumer<ResponseWriter>> after = new ArrayDeque<>();

    /**
     * @param command SEARCH, SORT or ESEARCH
     * @param numbers sequence numbers or UIDs in the order in which they were found
     * @param scores how well the messages match, in the order in which they are told; none if that is not told
     * @param modSeq the highest of the messages told; 0 if it is not told
     */
    ExtendedReply(
            String command,
            Correlator correlator,
            boolean asUids,
            NumberRuns numbers,
            SearchReturn returned,
            byte[] scores,
            long modSeq) {
        this.command = command;
        this.scores = scores;
        before.add(out -> {
            out.raw("* ESEARCH ");
            correlator.writeTo(out);
            out.raw(asUids ? " UID" : "");
        });
        if (returned.has(Item.MIN) && !numbers.isEmpty()) {
            before.add(out -> out.raw(" MIN ").number(numbers.first()));
        }
        if (returned.has(Item.MAX) && !numbers.isEmpty()) {
            before.add(out -> out.raw(" MAX ").number(numbers.last()));
        }
        if (returned.has(Item.COUNT)) {
            before.add(out -> out.raw(" COUNT ").number(numbers.count()));
        }
        PartialRange part = returned.part();
        if (part != null) {
            NumberRuns told = numbers.part(part);
            before.add(out -> out.raw(" PARTIAL (").raw(part.toString()).raw(told.isEmpty() ? " NIL" : " "));
            runs = told.iterator();
            behindRuns.add(out -> out.raw(")"));
        } else if (returned.has(Item.ALL) && !numbers.isEmpty()) {
            before.add(out -> out.raw(" ALL "));
            runs = numbers.iterator();
        }
        if (scores.length > 0) {
            behindRuns.add(out -> out.raw(" RELEVANCY ("));
            after.add(out -> out.raw(")"));
        }
        if (modSeq > 0) {
            after.add(out -> out.raw(" MODSEQ ").number(modSeq));
        }
        after.add(ResponseWriter::endLine);
    }

    @Override
    public boolean writeNext(ResponseWriter out) {
        writeAll(before, out);
        while (runs.hasNext() && out.written() < PIECE) {
            UidSet.Range run = runs.next();
            out.raw(furtherRun ? "," : "").number(run.first());
            if (run.last() > run.first()) {
                out.raw(":").number(run.last());
            }
            furtherRun = true;
        }
        if (runs.hasNext()) {
            return true;
        }
        writeAll(behindRuns, out);
        while (scoresTold < scores.length && out.written() < PIECE) {
            out.raw(scoresTold == 0 ? "" : " ").number(scores[scoresTold++]);
        }
        if (scoresTold < scores.length) {
            return true;
        }
        writeAll(after, out);
        return false;
    }

    private static void writeAll(Queue<Consumer<ResponseWriter>> parts, ResponseWriter out) {
        while (!parts.isEmpty()) {
            parts.remove().accept(out);
        }
    }

    @Override
    public Completion completion() {
        return Completion.ok(command + " completed");
    }
}
