package org.facteur.api.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MailboxSnapshotTest {

    private static final long SEEN = SystemFlag.SEEN.bit();

    private final MailboxSnapshot snapshot = new MailboxSnapshot(
            new MailboxId(1),
            7,
            4_294_967_295L,
            42,
            FlagTable.SYSTEM_ONLY,
            new MessageTable.Builder()
                    .add(2, SEEN, 40)
                    .add(5, 0, 41)
                    .add(4_294_967_294L, 0, 42)
                    .build());

    @Test
    void aSequenceNumberIsAPositionFromOne() {
        assertThat(snapshot.uid(1)).isEqualTo(2);
        assertThat(snapshot.sequenceOf(5)).isEqualTo(2);
        assertThat(snapshot.sequenceOf(3)).isZero();
        assertThat(snapshot.modSeq(3)).isEqualTo(42);
    }

    @Test
    void uidsAreUnsigned() {
        assertThat(snapshot.uid(3)).isEqualTo(4_294_967_294L);
        assertThat(snapshot.sequenceOf(4_294_967_294L)).isEqualTo(3);
        assertThat(snapshot.firstSequenceFrom(6)).isEqualTo(3);
        assertThat(snapshot.firstSequenceFrom(UidSet.MAX_UID)).isEqualTo(4);
    }

    @Test
    void findsTheFirstUnseen() {
        assertThat(snapshot.firstWithout(SEEN)).isEqualTo(2);
        assertThat(snapshot.firstWithout(0)).isEqualTo(1);
    }
}
