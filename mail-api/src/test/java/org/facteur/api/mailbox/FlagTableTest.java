package org.facteur.api.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlagTableTest {

    private final FlagTable table = new FlagTable(List.of("$Forwarded", "Work"));

    @Test
    void systemFlagsComeFirstAndKeywordsInTheirOrder() {
        long bits = SystemFlag.SEEN.bit() | SystemFlag.ANSWERED.bit() | 1L << 6 | 1L << 5;
        assertThat(table.names(bits)).containsExactly("\\Answered", "\\Seen", "$Forwarded", "Work");
    }

    @Test
    void keywordsAreTheSameInAnyCase() {
        assertThat(table.bitOf("WORK")).hasValue(6);
        assertThat(table.mask(new Flags(Set.of(SystemFlag.DRAFT), Set.of("work", "unknown"))))
                .isEqualTo(SystemFlag.DRAFT.bit() | 1L << 6);
    }

    @Test
    void theLastKeywordStillHasABit() {
        List<String> names = IntStream.range(0, FlagTable.MAX_KEYWORDS)
                .mapToObj(i -> "k" + i)
                .toList();
        FlagTable full = new FlagTable(names);
        int last = full.bitOf("k" + (FlagTable.MAX_KEYWORDS - 1)).orElseThrow();
        assertThat(last).isEqualTo(62);
        assertThat(full.hasRoom()).isFalse();
        assertThat(full.names(1L << last)).containsExactly("k57");
    }

    @Test
    void oneMoreIsRefused() {
        List<String> names = IntStream.rangeClosed(0, FlagTable.MAX_KEYWORDS)
                .mapToObj(i -> "k" + i)
                .toList();
        assertThatThrownBy(() -> new FlagTable(names)).isInstanceOf(IllegalArgumentException.class);
    }
}
