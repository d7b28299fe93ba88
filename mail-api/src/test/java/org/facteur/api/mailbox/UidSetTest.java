package org.facteur.api.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UidSetTest {

    @Property
    void holdsWhatWasAddedInWhateverOrder(
            @ForAll @Size(max = 60) java.util.List<@LongRange(min = 1, max = 80) Long> uids) {
        UidSet.Builder builder = new UidSet.Builder();
        uids.forEach(builder::add);
        UidSet set = builder.build();

        Set<Long> visited = new TreeSet<>();
        set.forEach(visited::add);
        assertThat(visited).isEqualTo(new TreeSet<>(uids));
        assertThat(set.count()).isEqualTo(visited.size());
        for (long uid = 1; uid <= 80; uid++) {
            assertThat(set.contains(uid)).isEqualTo(visited.contains(uid));
        }
    }

    @Property
    void rangesNeitherTouchNorOverlap(
            @ForAll @Size(max = 40) java.util.List<@LongRange(min = 1, max = 60) Long> firsts) {
        UidSet.Builder builder = new UidSet.Builder();
        firsts.forEach(first -> builder.add(first, first + first % 5));
        long previous = -1;
        for (UidSet.Range range : builder.build().ranges()) {
            assertThat(range.first()).isGreaterThan(previous + 1);
            assertThat(range.last()).isGreaterThanOrEqualTo(range.first());
            previous = range.last();
        }
    }

    @Property
    void combinesAsSetsDo(
            @ForAll @Size(max = 30) java.util.List<@LongRange(min = 1, max = 60) Long> left,
            @ForAll @Size(max = 30) java.util.List<@LongRange(min = 1, max = 60) Long> right) {
        Set<Long> union = new TreeSet<>(left);
        union.addAll(right);
        Set<Long> intersection = new TreeSet<>(left);
        intersection.retainAll(right);
        Set<Long> rest = new TreeSet<>(left);
        rest.removeAll(right);

        assertThat(set(left).union(set(right))).isEqualTo(set(union));
        assertThat(set(left).intersection(set(right))).isEqualTo(set(intersection));
        assertThat(set(left).minus(set(right))).isEqualTo(set(rest));
    }

    private static UidSet set(java.util.Collection<Long> uids) {
        UidSet.Builder builder = new UidSet.Builder();
        uids.forEach(builder::add);
        return builder.build();
    }

    @Test
    void findsWhatIsNextAndWhatIsBetween() {
        UidSet set = new UidSet.Builder().add(3, 5).add(9).build();

        assertThat(set.firstFrom(1)).isEqualTo(3);
        assertThat(set.firstFrom(4)).isEqualTo(4);
        assertThat(set.firstFrom(6)).isEqualTo(9);
        assertThat(set.firstFrom(10)).isZero();
        assertThat(set.intersects(1, 3)).isTrue();
        assertThat(set.intersects(6, 8)).isFalse();
        assertThat(set.intersects(6, 100)).isTrue();
        assertThat(UidSet.EMPTY.intersects(1, UidSet.MAX_UID)).isFalse();
    }

    @Test
    void neighboursBecomeOneRange() {
        UidSet set = new UidSet.Builder().add(3).add(4).add(7, 9).add(5, 6).build();
        assertThat(set.toString()).isEqualTo("3:9");
        assertThat(set.rangeCount()).isEqualTo(1);
    }

    @Test
    void reachesTheLastUidThereCanBe() {
        UidSet set = UidSet.range(1, UidSet.MAX_UID);
        assertThat(set.count()).isEqualTo(UidSet.MAX_UID);
        assertThat(set.contains(UidSet.MAX_UID)).isTrue();
        assertThat(UidSet.of(UidSet.MAX_UID).last()).isEqualTo(4_294_967_295L);
    }

    @Test
    void refusesWhatIsNoUid() {
        assertThatThrownBy(() -> UidSet.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UidSet.of(UidSet.MAX_UID + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEmptySetIsEmpty() {
        assertThat(UidSet.range(5, 4)).isSameAs(UidSet.EMPTY);
        assertThat(UidSet.EMPTY.isEmpty()).isTrue();
        assertThat(UidSet.EMPTY.contains(1)).isFalse();
        assertThatThrownBy(UidSet.EMPTY::last).isInstanceOf(IllegalStateException.class);
    }
}
