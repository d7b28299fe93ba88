package org.facteur.imap.handler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.facteur.api.mailbox.UidList;
import org.facteur.imap.command.PartialRange;

class NumberRunsTest {

    @Property
    void keepsNumbersInTheirOrder(@ForAll @Size(max = 40) List<@IntRange(min = 1, max = 30) Integer> numbers) {
        NumberRuns runs = runs(numbers);

        assertThat(numbers(runs)).isEqualTo(longs(numbers));
        assertThat(runs.count()).isEqualTo(numbers.size());
        assertThat(numbers(runs.map(number -> number % 3 == 0 ? 0 : number + 7)))
                .isEqualTo(longs(numbers).stream()
                        .filter(number -> number % 3 != 0)
                        .map(number -> number + 7)
                        .toList());
    }

    @Property
    void aPartIsTheListBetweenItsEnds(
            @ForAll @Size(max = 20) List<@IntRange(min = 1, max = 15) Integer> numbers,
            @ForAll @IntRange(min = 1, max = 25) int from,
            @ForAll @IntRange(min = 1, max = 25) int to) {
        int size = numbers.size();
        int first = Math.min(from, to);
        int last = Math.max(from, to);
        NumberRuns runs = runs(numbers);

        assertThat(numbers(runs.part(new PartialRange(from, to))))
                .isEqualTo(longs(numbers).subList(Math.min(size, first - 1), Math.min(size, last)));
        assertThat(numbers(runs.part(new PartialRange(-from, -to))))
                .isEqualTo(longs(numbers).subList(Math.max(0, size - last), Math.max(0, size - first + 1)));
    }

    private static NumberRuns runs(List<Integer> numbers) {
        return NumberRuns.of(
                new UidList(numbers.stream().mapToInt(Integer::intValue).toArray()));
    }

    private static List<Long> longs(List<Integer> numbers) {
        return numbers.stream().map(Integer::longValue).toList();
    }

    private static List<Long> numbers(NumberRuns runs) {
        List<Long> numbers = new ArrayList<>();
        runs.forEach(run -> LongStream.rangeClosed(run.first(), run.last()).forEach(numbers::add));
        return numbers;
    }
}
