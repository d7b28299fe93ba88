package org.facteur.imap.handler;

import java.util.BitSet;
import java.util.function.LongUnaryOperator;
import org.facteur.api.search.MessageThreads;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/**
 * The one untagged response of a THREAD (RFC 5256 section 4), written piece by piece and without recursion.
 *
 * <pre>
 * thread-data    = "THREAD" [SP 1*thread-list]
 * thread-list    = "(" (thread-members / thread-nested) ")"
 * thread-members = nz-number *(SP nz-number) [SP thread-nested]
 * thread-nested  = 2*thread-list
 * </pre>
 */
final class ThreadReply implements Reply {

    private final MessageThreads threads;
    private final LongUnaryOperator numbers;

    /** The depths of the nodes whose parenthesis is open. */
    private final BitSet open = new BitSet();

    /** The greatest of them; -1 if there is none. */
    private int deepest = -1;

    private int next = -1;

    /** @param numbers the number by which the client knows a UID */
    ThreadReply(MessageThreads threads, LongUnaryOperator numbers) {
        this.threads = threads;
        this.numbers = numbers;
    }

    @Override
    public boolean writeNext(ResponseWriter out) {
        if (next < 0) {
            out.raw(threads.size() == 0 ? "* THREAD" : "* THREAD ");
            next = 0;
        }
        while (next < threads.size() && out.written() < PIECE) {
            writeNode(out, next++);
        }
        if (next < threads.size()) {
            return true;
        }
        closeFrom(0, out);
        out.endLine();
        return false;
    }

    private void writeNode(ResponseWriter out, int node) {
        int depth = threads.depth(node);
        closeFrom(depth, out);
        boolean isFirstChild = depth > 0 && threads.depth(node - 1) == depth - 1;
        boolean isOnlyChild = isFirstChild && threads.children(node - 1) == 1;
        if (isFirstChild && threads.uid(node - 1) != 0) {
            out.raw(" ");
        }
        if (!isOnlyChild) {
            out.raw("(");
            open.set(depth);
            deepest = depth;
        }
        long uid = threads.uid(node);
        if (uid != 0) {
            out.number(numbers.applyAsLong(uid));
        }
    }

    private void closeFrom(int depth, ResponseWriter out) {
        while (deepest >= depth) {
            out.raw(")");
            open.clear(deepest);
            deepest = open.previousSetBit(deepest - 1);
        }
    }

    @Override
    public Completion completion() {
        return Completion.ok("THREAD completed");
    }
}
