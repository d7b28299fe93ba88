package org.facteur.api.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What a change of a large mailbox copies: told by the pages that are the same objects afterwards, not by time. */
class MessageTableTest {

    private static final int PAGES = 100;
    private static final int SIZE = PAGES * MessagePage.CAPACITY;

    private final MessageTable large = table(1, SIZE);

    private static MessageTable table(long firstUid, int size) {
        MessageTable.Builder table = new MessageTable.Builder();
        for (int i = 0; i < size; i++) {
            table.add(firstUid + i, 0, 1);
        }
        return table.build();
    }

    private static MessageTable one(long uid, long flags, long modSeq) {
        return new MessageTable.Builder().add(uid, flags, modSeq).build();
    }

    @Test
    void aDeliveryCopiesNoFullPage() {
        MessageTable after = large.with(one(SIZE + 1, 0, 2), UidSet.EMPTY);

        assertThat(after.size()).isEqualTo(SIZE + 1);
        assertThat(after.pagesNotIn(large)).isEqualTo(1);
        assertThat(after.with(one(SIZE + 2, 0, 3), UidSet.EMPTY).pagesNotIn(after))
                .isEqualTo(1);
    }

    @Test
    void aChangeOfFlagsCopiesOnePageAndNotItsUids() {
        MessageTable after = large.with(one(5_000, 3, 2), UidSet.EMPTY);

        assertThat(after.flags(4_999)).isEqualTo(3);
        assertThat(after.modSeq(4_999)).isEqualTo(2);
        assertThat(after.pagesNotIn(large)).isEqualTo(1);
        assertThat(after.sharedRun(4_999, large, 4_999)).isPositive();
    }

    @Test
    void anExpungeCopiesOnePageAndTheRestMovesUp() {
        MessageTable after = large.with(MessageTable.EMPTY, UidSet.of(5_000));

        assertThat(after.size()).isEqualTo(SIZE - 1);
        assertThat(after.uid(4_999)).isEqualTo(5_001);
        assertThat(after.uid(SIZE - 2)).isEqualTo(SIZE);
        assertThat(after.pagesNotIn(large)).isEqualTo(1);
    }

    @Test
    void whatChangesNothingIsTheSameTable() {
        assertThat(large.with(one(7, 0, 1), UidSet.EMPTY)).isSameAs(large);
        assertThat(large.with(MessageTable.EMPTY, UidSet.range(SIZE + 1, SIZE + 9)))
                .isSameAs(large);
        assertThat(MessageTable.EMPTY.with(MessageTable.EMPTY, UidSet.of(1)).size())
                .isZero();
    }

    @Test
    void pagesThatEmptyBecomeFewer() {
        UidSet.Builder gone = new UidSet.Builder();
        for (long uid = 1; uid <= SIZE; uid++) {
            if (uid % 100 != 0) {
                gone.add(uid);
            }
        }
        MessageTable after = large.with(MessageTable.EMPTY, gone.build());

        assertThat(after.size()).isEqualTo(SIZE / 100);
        assertThat(after.pageCount()).isLessThan(6);
        assertThat(after.uid(1)).isEqualTo(200);
    }

    @Test
    void manySmallDeliveriesFillTheirPages() {
        MessageTable table = MessageTable.EMPTY;
        for (int i = 1; i <= 5_000; i++) {
            table = table.with(one(i, 0, i), UidSet.EMPTY);
        }
        assertThat(table.pageCount()).isEqualTo(5);
        assertThat(table.firstChangedSince(4_998, 0)).isEqualTo(4_998);
        assertThat(table.firstChangedSince(5_000, 0)).isEqualTo(-1);
    }

    @Test
    void saysWhatItWeighs() {
        assertThat(large.bytes()).isBetween(20L * SIZE, 21L * SIZE);
        assertThat(MessageTable.EMPTY.bytes()).isLessThan(100);
    }

    @Test
    void uidsAscend() {
        MessageTable.Builder builder = new MessageTable.Builder().add(5, 0, 1);

        assertThatThrownBy(() -> builder.add(5, 0, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder.add(UidSet.MAX_UID + 1, 0, 2)).isInstanceOf(IllegalArgumentException.class);
    }
}
