package org.facteur.mailstore.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.facteur.api.mailbox.SystemFlag;
import org.facteur.api.search.SearchKey;
import org.junit.jupiter.api.Test;

class FlagMaskTest {

    private static final SearchKey SEEN = new SearchKey.Flag(SystemFlag.SEEN);
    private static final SearchKey FLAGGED = new SearchKey.Flag(SystemFlag.FLAGGED);

    @Test
    void keysOfSystemFlagsBecomeMasks() {
        assertThat(FlagMask.of(new SearchKey.All())).contains(new FlagMask(0, 0));
        assertThat(FlagMask.of(new SearchKey.And(List.of(new SearchKey.All(), FLAGGED, new SearchKey.Not(SEEN)))))
                .contains(new FlagMask(SystemFlag.FLAGGED.bit(), SystemFlag.SEEN.bit()));
    }

    @Test
    void otherKeysDoNot() {
        assertThat(FlagMask.of(new SearchKey.Or(SEEN, FLAGGED))).isEmpty();
        assertThat(FlagMask.of(new SearchKey.Not(new SearchKey.And(List.of(SEEN, FLAGGED)))))
                .isEmpty();
        assertThat(FlagMask.of(new SearchKey.And(List.of(SEEN, new SearchKey.Larger(1)))))
                .isEmpty();
    }

    @Test
    void aMessageMatchesThatHasWhatIsSetAndLacksWhatIsClear() {
        FlagMask mask = new FlagMask(0b0001, 0b0010);
        assertThat(mask.matches(0b0101)).isTrue();
        assertThat(mask.matches(0b0011)).isFalse();
        assertThat(mask.matches(0b0100)).isFalse();
    }

    @Test
    void noMessageHasAFlagAndLacksIt() {
        FlagMask mask = FlagMask.of(new SearchKey.And(List.of(SEEN, new SearchKey.Not(SEEN))))
                .orElseThrow();
        assertThat(mask.matches(0)).isFalse();
        assertThat(mask.matches(SystemFlag.SEEN.bit())).isFalse();
    }
}
