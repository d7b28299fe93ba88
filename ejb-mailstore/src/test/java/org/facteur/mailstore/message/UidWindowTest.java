package org.facteur.mailstore.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.facteur.api.mailbox.UidSet;
import org.junit.jupiter.api.Test;

class UidWindowTest {

    @Test
    void oneRangeIsOneCondition() {
        List<UidWindow> windows = UidWindow.of(UidSet.range(1, UidSet.MAX_UID));

        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).condition("uid", 4)).isEqualTo("uid BETWEEN ?4 AND ?5");
    }

    @Test
    void rangesNearEachOtherShareAWindow() {
        UidSet uids = new UidSet.Builder().add(1, 3).add(7).add(9).build();

        List<UidWindow> windows = UidWindow.of(uids);

        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).first()).isEqualTo(1);
        assertThat(windows.get(0).last()).isEqualTo(9);
        assertThat(windows.get(0).condition("u", 1))
                .isEqualTo("u BETWEEN ?1 AND ?2 AND (u BETWEEN ?3 AND ?4 OR u BETWEEN ?5 AND ?6"
                        + " OR u BETWEEN ?7 AND ?8 OR u BETWEEN ?9 AND ?10)");
    }

    @Test
    void aWideGapBeginsAWindow() {
        UidSet uids = new UidSet.Builder()
                .add(1)
                .add(UidWindow.MAX_GAP + 2)
                .add(2 * UidWindow.MAX_GAP + 4)
                .build();

        assertThat(UidWindow.of(uids)).hasSize(2);
    }

    @Test
    void manyRangesAreOneList() {
        UidSet.Builder uids = new UidSet.Builder();
        for (long uid = 1; uid <= 19; uid += 2) {
            uids.add(uid);
        }

        List<UidWindow> windows = UidWindow.of(uids.build());

        assertThat(windows).hasSize(1);
        assertThat(windows.get(0).condition("u", 1))
                .isEqualTo("u BETWEEN ?1 AND ?2 AND u IN (?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15,?16,?17,?18)");
    }

    @Test
    void aListHasABoundedNumberOfUids() {
        UidSet.Builder uids = new UidSet.Builder();
        for (long uid = 1; uid <= 20_000; uid += 2) {
            uids.add(uid);
        }

        assertThat(UidWindow.of(uids.build()))
                .hasSize(5)
                .allMatch(window -> window.ranges().size() <= UidWindow.MAX_UIDS);
    }

    @Test
    void nothingIsNoWindow() {
        assertThat(UidWindow.of(UidSet.EMPTY)).isEmpty();
    }
}
