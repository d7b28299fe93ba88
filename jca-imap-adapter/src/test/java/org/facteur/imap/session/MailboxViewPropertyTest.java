package org.facteur.imap.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MessageTable;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ImapResponse.FetchValue;

/** A client of a mailbox of several pages that believes what it is told ends with what the mailbox holds. */
class MailboxViewPropertyTest {

    /** What a client knows of a message: its flags, until it has asked for them -1. */
    private final List<Long> told = new ArrayList<>();

    private long modSeq;
    private long uidNext;

    @Property(tries = 200)
    void aClientIsLedFromOneViewToTheNext(@ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int steps) {
        Random random = new Random(seed);
        modSeq = 1;
        uidNext = 1;
        MailboxView view = new MailboxView(grown(snapshot(MessageTable.EMPTY), random.nextInt(6_000)));
        told.clear();
        for (int sequence = 1; sequence <= view.size(); sequence++) {
            told.add(view.flags(sequence));
        }
        for (int i = 0; i < steps; i++) {
            MailboxSnapshot current = changed(view.snapshot(), random);
            boolean mayExpunge = random.nextInt(3) > 0;
            MailboxView after = mayExpunge ? new MailboxView(current) : view.keepingGhosts(current);
            Updates updates = new Updates(view, after, 0, UidSet.EMPTY, false, new EnabledExtensions(), null);
            while (updates.hasNext()) {
                apply(updates.next(), after);
            }
            assertKnows(after, mayExpunge);
            view = after;
        }
    }

    private void apply(ImapResponse update, MailboxView after) {
        if (update instanceof ImapResponse.Expunge expunge) {
            told.remove((int) expunge.sequence() - 1);
        } else if (update instanceof ImapResponse.Exists exists) {
            for (int sequence = told.size() + 1; sequence <= exists.messages(); sequence++) {
                told.add(after.flags(sequence));
            }
        } else if (update instanceof ImapResponse.Fetch fetch) {
            told.set(
                    (int) fetch.sequence() - 1,
                    ((FetchValue.Flags) fetch.values().get(0)).bits());
        }
    }

    private void assertKnows(MailboxView view, boolean mayExpunge) {
        assertThat(told).hasSize(view.size());
        assertThat(view.hasGhosts() && mayExpunge).isFalse();
        for (int sequence = 1; sequence <= view.size(); sequence++) {
            assertThat(view.sequenceOf(view.uid(sequence))).isEqualTo(sequence);
            if (!view.isGhost(sequence)) {
                assertThat(told.get(sequence - 1)).isEqualTo(view.flags(sequence));
            }
        }
    }

    private MailboxSnapshot changed(MailboxSnapshot before, Random random) {
        MailboxSnapshot current = grown(before, random.nextInt(3) == 0 ? random.nextInt(1_500) : 0);
        for (int i = random.nextInt(3); i > 0 && current.size() > 0; i--) {
            long from = current.uid(1 + random.nextInt(current.size()));
            int sequence = 1 + random.nextInt(current.size());
            current = switch (random.nextInt(4)) {
                case 0 -> with(current, MessageTable.EMPTY, UidSet.of(from));
                case 1 -> with(current, MessageTable.EMPTY, UidSet.range(from, from + random.nextInt(2_500)));
                case 2 -> with(current, flagged(current, sequence, 1, random), UidSet.EMPTY);
                default -> with(current, flagged(current, sequence, random.nextInt(2_500), random), UidSet.EMPTY);
            };
        }
        return current;
    }

    private MessageTable flagged(MailboxSnapshot current, int from, int count, Random random) {
        MessageTable.Builder flagged = new MessageTable.Builder();
        for (int sequence = from; sequence < from + count && sequence <= current.size(); sequence++) {
            flagged.add(current.uid(sequence), random.nextInt(32), modSeq + 1);
        }
        return flagged.build();
    }

    private MailboxSnapshot grown(MailboxSnapshot before, int arrivals) {
        MessageTable.Builder arrived = new MessageTable.Builder();
        for (int i = 0; i < arrivals; i++) {
            arrived.add(uidNext++, 0, modSeq + 1);
        }
        return with(before, arrived.build(), UidSet.EMPTY);
    }

    private MailboxSnapshot with(MailboxSnapshot before, MessageTable changed, UidSet expunged) {
        modSeq++;
        return snapshot(before.messages().with(changed, expunged));
    }

    private MailboxSnapshot snapshot(MessageTable messages) {
        return new MailboxSnapshot(new MailboxId(1), 1, uidNext, modSeq, FlagTable.SYSTEM_ONLY, messages);
    }
}
