package org.facteur.benchmarks.store;

import java.util.concurrent.TimeUnit;
import org.facteur.api.mailbox.MessageTable;
import org.facteur.api.mailbox.UidSet;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What one change of a mailbox costs its index, by the size of the mailbox: the figures of a row should be nearly the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // the harness sets its parameters, and then calls @Setup
public class MessageTableBenchmark {

    @Param({"1000", "100000", "1000000"})
    private int messages;

    private MessageTable table;
    private MessageTable arrival;
    private MessageTable flagged;
    private UidSet expunged;
    private MessageTable after;

    @Setup
    public void fill() {
        MessageTable.Builder filled = new MessageTable.Builder();
        for (int uid = 1; uid <= messages; uid++) {
            filled.add(uid, 0, 1);
        }
        table = filled.build();
        arrival = new MessageTable.Builder().add(messages + 1, 0, 2).build();
        flagged = new MessageTable.Builder().add(messages / 2, 1, 2).build();
        expunged = UidSet.of(messages / 2);
        after = table.with(MessageTable.EMPTY, expunged);
    }

    @Benchmark
    public MessageTable delivery() {
        return table.with(arrival, UidSet.EMPTY);
    }

    @Benchmark
    public MessageTable changeOfFlags() {
        return table.with(flagged, UidSet.EMPTY);
    }

    @Benchmark
    public MessageTable expunge() {
        return table.with(MessageTable.EMPTY, expunged);
    }

    @Benchmark
    public int sequenceNumber() {
        return table.firstFrom(messages / 3);
    }

    /** A session finds out which message has gone. */
    @Benchmark
    public int comparison() {
        int index = 0;
        int run;
        while ((run = table.sharedRun(index, after, index)) > 0) {
            index += run;
        }
        while (index < after.size() && table.uid(index) == after.uid(index)) {
            index++;
        }
        return index;
    }
}
