package org.facteur.mailstore.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecipientLinesTest {

    private static final RecipientFate DELIVERED =
            new RecipientFate("info@example.org", Fate.DELIVERED, "alice@example.org", "Lists/Été");

    @Test
    void whatIsWrittenIsReadAgain() {
        List<RecipientFate> fates =
                List.of(DELIVERED, new RecipientFate("b@example.org", Fate.REFUSED, "", "OVER_QUOTA"));

        RecipientLines read = RecipientLines.read(RecipientLines.write(fates));

        assertThat(read.fates()).isEqualTo(fates);
        assertThat(read.more()).isZero();
    }

    @Test
    void nothingThatSomebodySendsBeginsAFieldOrALine() {
        RecipientFate hostile = new RecipientFate("a\tb\nX\tc@example.org\r", Fate.QUEUED, "", "");

        assertThat(RecipientLines.read(RecipientLines.write(List.of(hostile))).fates())
                .containsExactly(new RecipientFate("a b X c@example.org ", Fate.QUEUED, "", ""));
    }

    @Test
    void whatHasNoRoomIsCounted() {
        String column = RecipientLines.write(Collections.nCopies(5_000, DELIVERED));

        RecipientLines read = RecipientLines.read(column);
        assertThat(column).hasSizeLessThanOrEqualTo(RecipientLines.MAX_LENGTH);
        assertThat(read.fates().size() + read.more()).isEqualTo(5_000);
        assertThat(read.more()).isPositive();
    }

    @Test
    void aLineOfANewerVersionIsCounted() {
        assertThat(RecipientLines.read("Z\tsomething\telse\n").more()).isEqualTo(1);
    }

    @Test
    void aCharacterIsKeptWholeOrNotAtAll() {
        assertThat(RecordedText.of("ab\uD83D\uDE00", 3)).isEqualTo("ab");
        assertThat(RecordedText.of("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
        assertThat(RecordedText.of("a\uDE00\u0000b", 9)).isEqualTo("a  b");
    }
}
