package org.facteur.mailstore.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrdinalSortTest {

    private static final int MESSAGES = 1_000;

    /** Keys as near each other as ranks, as far as dates and sizes, and as far as numbers can be. */
    @ParameterizedTest
    @CsvSource({
        "0, 10",
        "-5, 5",
        "0, 3999",
        "1700000000, 1800000000",
        "-9000000000000000, 9000000000000000",
        "-9223372036854775808, 9223372036854775807"
    })
    void equalKeysStayInTheirOrderUnderTheNext(long least, long most) {
        Random random = new Random(least ^ most);
        long[] important = LongStream.generate(() -> random.nextLong(least, most))
                .limit(MESSAGES)
                .toArray();
        long[] further =
                LongStream.generate(() -> random.nextInt(3)).limit(MESSAGES).toArray();
        int[] ordinals = random.ints(0, MESSAGES).distinct().limit(MESSAGES).toArray();
        int[] wanted = IntStream.of(ordinals)
                .boxed()
                .sorted(Comparator.comparingLong((Integer each) -> further[each] == 0 ? 0 : important[each])
                        .thenComparing(each -> ~further[each]))
                .mapToInt(Integer::intValue)
                .toArray();

        new OrdinalSort(List.of(each -> further[each] == 0 ? 0 : important[each], each -> ~further[each]))
                .sort(ordinals);

        assertThat(ordinals).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2"})
    void fewAreSorted(int count) {
        int[] ordinals = IntStream.range(0, count).toArray();
        new OrdinalSort(List.of(each -> -each)).sort(ordinals);
        assertThat(ordinals)
                .isEqualTo(IntStream.range(0, count).map(i -> count - 1 - i).toArray());
    }
}
