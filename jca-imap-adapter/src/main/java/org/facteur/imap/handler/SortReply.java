package org.facteur.imap.handler;

import java.util.function.LongUnaryOperator;
import org.facteur.api.mailbox.UidList;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** The one untagged response of a SORT (RFC 5256 section 4), written piece by piece. */
final class SortReply implements Reply {

    private final UidList messages;
    private final LongUnaryOperator numbers;
    private int next = -1;

    /** @param numbers the number by which the client knows a UID; 0 for one that it does not know */
    SortReply(UidList messages, LongUnaryOperator numbers) {
        this.messages = messages;
        this.numbers = numbers;
    }

    @Override
    public boolean writeNext(ResponseWriter out) {
        if (next < 0) {
            out.raw("* SORT");
            next = 0;
        }
        while (next < messages.size() && out.written() < PIECE) {
            long number = numbers.applyAsLong(messages.uid(next++));
            if (number > 0) {
                out.raw(" ").number(number);
            }
        }
        if (next < messages.size()) {
            return true;
        }
        out.endLine();
        return false;
    }

    @Override
    public Completion completion() {
        return Completion.ok("SORT completed");
    }
}
