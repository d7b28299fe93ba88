package org.facteur.mailstore.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.UidSet;
import org.facteur.mailstore.harness.StoreContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which rows a read touches: told by the statements, of which each part reads one row. */
class ContentReadContractTest extends StoreContract {

    private static final Pattern ROW = Pattern.compile("FROM content_chunk WHERE content_id = \\? AND n = \\?");

    private static final String HEADER = "Subject: parts\r\n\r\n";
    private static final int CHUNKS = 6;

    private ContentId content = new ContentId(0);

    @BeforeEach
    void aMessageOfSixChunksThatNobodyHasRead() throws Exception {
        var account = store.account(name());
        String body = "0123456789abcde\n".repeat(CHUNKS * ContentRepository.CHUNK_SIZE / 16);
        append(account, "INBOX", HEADER + body, Flags.NONE);
        content = store.imap
                .fetch(store.inbox(account), UidSet.of(1), Set.of())
                .get(0)
                .content();
        store.statements().clear();
    }

    private String read(long offset, int length) throws Exception {
        return text(octets(store.imap, content, offset, length));
    }

    private static List<String> statements() {
        return store.statements().statements();
    }

    private static long chunksRead() {
        return statements().stream()
                .mapToLong(sql -> ROW.matcher(sql).results().count())
                .sum();
    }

    @Test
    void theBeginningReadsTheHeadAlone() throws Exception {
        assertThat(read(0, HEADER.length())).isEqualTo(HEADER);

        assertThat(statements()).hasSize(1);
        assertThat(chunksRead()).isZero();
    }

    @Test
    void aRangeInTheMiddleReadsItsChunkAlone() throws Exception {
        long third = HEADER.length() + 2L * ContentRepository.CHUNK_SIZE;

        assertThat(read(third + 16, 10)).isEqualTo("0123456789");
        assertThat(statements()).as("how it is laid out, and the chunk").hasSize(2);
        assertThat(chunksRead()).isEqualTo(1);

        store.statements().clear();
        assertThat(read(third + 32, 10)).isEqualTo("0123456789");
        assertThat(statements()).as("the chunk").hasSize(1);
        assertThat(chunksRead()).isEqualTo(1);
    }

    @Test
    void aRangeAcrossABoundaryReadsTwoChunksInOneStatement() throws Exception {
        long third = HEADER.length() + 2L * ContentRepository.CHUNK_SIZE;
        read(third, 1);
        store.statements().clear();

        assertThat(read(third - 6, 16)).isEqualTo("abcde\n0123456789".substring(0, 16));
        assertThat(statements()).hasSize(1);
        assertThat(chunksRead()).isEqualTo(2);
    }

    @Test
    void whatLiesBeyondTheEndReadsNothing() throws Exception {
        read(0, 1);
        store.statements().clear();

        assertThat(read(HEADER.length() + (long) CHUNKS * ContentRepository.CHUNK_SIZE + 5, 10))
                .isEmpty();
        assertThat(chunksRead()).isZero();
    }
}
