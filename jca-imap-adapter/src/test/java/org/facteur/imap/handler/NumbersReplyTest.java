package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.response.Written;
import org.facteur.imap.session.Reply;
import org.junit.jupiter.api.Test;

class NumbersReplyTest {

    @Test
    void everyNumberIsNamed() {
        assertThat(pieces(UidSet.EMPTY)).isEqualTo("* SEARCH\r\n");
        assertThat(pieces(new UidSet.Builder().add(1, 3).add(9).build())).isEqualTo("* SEARCH 1 2 3 9\r\n");
        assertThat(pieces(UidSet.of(UidSet.MAX_UID))).isEqualTo("* SEARCH 4294967295\r\n");
    }

    @Test
    void aLongAnswerIsWrittenInPieces() {
        StringBuilder expected = new StringBuilder("* SEARCH");
        for (int i = 1; i <= 100_000; i++) {
            expected.append(' ').append(i);
        }
        assertThat(pieces(UidSet.range(1, 100_000)))
                .isEqualTo(expected.append("\r\n").toString());
    }

    private static String pieces(UidSet numbers) {
        Written out = new Written();
        NumbersReply reply = new NumbersReply("SEARCH", NumberRuns.of(numbers), 0);
        boolean further = true;
        while (further) {
            ResponseWriter writer = new ResponseWriter(out);
            further = reply.writeNext(writer);
            writer.flush();
            assertThat(writer.written()).isLessThan(Reply.PIECE + 20L);
        }
        return out.text();
    }
}
