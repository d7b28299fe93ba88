package org.facteur.api.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The paged table against a plain map, through deliveries, changes of flags and expunges at random. */
class MessageTablePropertyTest {

    private record Message(long flags, long modSeq) {}

    private final TreeMap<Long, Message> model = new TreeMap<>();
    private MessageTable table = MessageTable.EMPTY;
    private long uidNext = 1;
    private long modSeq = 1;

    @Property(tries = 300)
    void holdsWhatAListWouldHold(@ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int steps) {
        model.clear();
        table = MessageTable.EMPTY;
        uidNext = 1;
        modSeq = 1;
        Random random = new Random(seed);
        for (int i = 0; i < steps; i++) {
            MessageTable before = table;
            Map<Long, Message> known = new TreeMap<>(model);
            step(random);
            assertHoldsModel(random);
            assertDifference(before, known);
        }
    }

    private void step(Random random) {
        modSeq++;
        TreeMap<Long, Message> changed = new TreeMap<>();
        UidSet.Builder expunged = new UidSet.Builder();
        List<Long> uids = new ArrayList<>(model.keySet());
        if (random.nextInt(3) > 0) {
            int arrivals = random.nextInt(random.nextInt(10) == 0 ? 5_000 : 300);
            for (int i = 0; i < arrivals; i++) {
                changed.put(uidNext, new Message(random.nextInt(32), modSeq));
                uidNext += random.nextInt(20) == 0 ? 1 + random.nextInt(1_000) : 1;
            }
        }
        if (!uids.isEmpty() && random.nextBoolean()) {
            long uid = uids.get(random.nextInt(uids.size()));
            for (long each : model.tailMap(uid, true).keySet().stream()
                    .limit(1 + random.nextInt(2_000))
                    .toList()) {
                changed.put(each, new Message(random.nextInt(32), modSeq));
            }
        }
        if (!uids.isEmpty() && random.nextInt(3) == 0) {
            int share = 1 + random.nextInt(10);
            long from = uids.get(random.nextInt(uids.size()));
            for (long uid = from; uid < from + 4_000; uid++) {
                if (random.nextInt(10) < share) {
                    expunged.add(uid);
                    changed.remove(uid);
                }
            }
        }
        UidSet gone = expunged.build();
        table = table.with(table(changed), gone);
        model.keySet().removeIf(uid -> gone.contains(uid) && !changed.containsKey(uid));
        model.putAll(changed);
        uidNext = Math.max(uidNext, gone.isEmpty() ? 0 : gone.last() + 1);
    }

    private static MessageTable table(Map<Long, Message> messages) {
        MessageTable.Builder built = new MessageTable.Builder();
        messages.forEach((uid, message) -> built.add(uid, message.flags(), message.modSeq()));
        return built.build();
    }

    private void assertHoldsModel(Random random) {
        assertThat(table.size()).isEqualTo(model.size());
        assertThat(table.pageCount()).isLessThanOrEqualTo(1 + 4 * table.size() / MessagePage.CAPACITY);
        int index = 0;
        for (Map.Entry<Long, Message> entry : model.entrySet()) {
            assertThat(table.uid(index)).isEqualTo(entry.getKey());
            assertThat(table.flags(index)).isEqualTo(entry.getValue().flags());
            assertThat(table.modSeq(index)).isEqualTo(entry.getValue().modSeq());
            index++;
        }
        long asked = random.nextLong(uidNext + 2);
        assertThat(table.firstFrom(asked)).isEqualTo(model.headMap(asked).size());
        long mask = 1L << random.nextInt(5);
        int without = (int) model.values().stream()
                .takeWhile(message -> (message.flags() & mask) != 0)
                .count();
        assertThat(table.firstWithout(mask)).isEqualTo(without == model.size() ? -1 : without);
    }

    /** What a session finds: the messages that it knew and whose flags changed, and runs that it need not look at. */
    private void assertDifference(MessageTable before, Map<Long, Message> known) {
        List<Long> changed = new ArrayList<>();
        for (int i = table.firstChangedSince(modSeq - 1, 0); i >= 0; i = table.firstChangedSince(modSeq - 1, i + 1)) {
            changed.add(table.uid(i));
        }
        assertThat(changed)
                .containsExactlyElementsOf(model.keySet().stream()
                        .filter(uid -> !model.get(uid).equals(known.get(uid)))
                        .toList());
        for (int i = 0; i < before.size(); i++) {
            int run = before.sharedRun(i, table, i);
            for (int j = i; j < i + run; j++) {
                assertThat(table.uid(j)).isEqualTo(before.uid(j));
            }
            i += Math.max(0, run - 1);
        }
    }
}
