package org.facteur.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MessageTable;
import org.facteur.api.mailbox.UidSet;
import org.junit.jupiter.api.Test;

/** That a session passes over what has not changed, told by what it need not look at. */
class MailboxViewTest {

    private static final int SIZE = 100_000;

    /** As many messages, and one more, as stand together in memory. */
    private static final int A_PAGE = 1_025;

    private final MailboxView large = new MailboxView(snapshot(table(), 1));

    private static MessageTable table() {
        MessageTable.Builder table = new MessageTable.Builder();
        for (int uid = 1; uid <= SIZE; uid++) {
            table.add(uid, 0, 1);
        }
        return table.build();
    }

    private static MessageTable one(long uid, long flags) {
        return new MessageTable.Builder().add(uid, flags, 2).build();
    }

    private static MailboxSnapshot snapshot(MessageTable messages, long modSeq) {
        return new MailboxSnapshot(new MailboxId(1), 1, SIZE + 1, modSeq, FlagTable.SYSTEM_ONLY, messages);
    }

    private MailboxSnapshot with(MessageTable changed, UidSet expunged) {
        return snapshot(large.snapshot().messages().with(changed, expunged), 2);
    }

    /** How many messages have to be looked at one by one, from the first to the last of the smaller view. */
    private int lookedAt(MailboxView after) {
        int looks = 0;
        int missing = 0;
        for (int sequence = 1; sequence <= large.size(); ) {
            int run = large.sharedRun(sequence, after, sequence - missing);
            if (run == 0) {
                looks++;
                boolean gone =
                        sequence - missing > after.size() || after.uid(sequence - missing) != large.uid(sequence);
                missing += gone ? 1 : 0;
            }
            sequence += Math.max(1, run);
        }
        return looks;
    }

    @Test
    void anArrivalIsFoundAtTheEnd() {
        MailboxView after = large.keepingGhosts(with(one(SIZE + 1, 0), UidSet.EMPTY));

        assertThat(after.hasGhosts()).isFalse();
        assertThat(after.firstChangedSince(large.snapshot().highestModSeq(), 1)).isEqualTo(SIZE + 1);
        assertThat(lookedAt(after)).isLessThan(A_PAGE);
    }

    @Test
    void anExpungeIsFoundInItsPage() {
        MailboxSnapshot current = with(MessageTable.EMPTY, UidSet.of(50_000));

        assertThat(lookedAt(new MailboxView(current))).isLessThan(A_PAGE);
        assertThat(lookedAt(large.keepingGhosts(current))).isLessThan(A_PAGE);
    }

    @Test
    void aChangeOfFlagsLeavesEveryNumberAlone() {
        MailboxSnapshot current = with(one(50_000, 1), UidSet.EMPTY);
        MailboxView after = new MailboxView(current);

        assertThat(lookedAt(after)).isZero();
        assertThat(after.firstChangedSince(1, 1)).isEqualTo(50_000);
        assertThat(after.firstChangedSince(1, 50_001)).isZero();
    }
}
