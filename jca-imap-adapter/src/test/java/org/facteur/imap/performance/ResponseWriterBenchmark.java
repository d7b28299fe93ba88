package org.facteur.imap.performance;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.message.EmailAddress;
import org.facteur.api.message.Envelope;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.wire.session.WireOutput;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Responses of a FETCH of a thousand messages; the time is of one. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResponseWriterBenchmark {

    private static final int MESSAGES = 1_000;
    private static final byte[] BODY = new byte[4_096];
    private static final Instant DATE = Instant.parse("2026-11-22T10:00:00Z");

    private final Envelope envelope = envelope();

    private static Envelope envelope() {
        EmailAddress alice = new EmailAddress("Alice Example", null, "alice", "example.test");
        EmailAddress bob = new EmailAddress("=?utf-8?Q?B=C3=B6b?=", null, "bob", "example.test");
        return new Envelope(
                "Sun, 22 Nov 2026 11:00:00 +0100",
                "Re: The budget for the coming year",
                List.of(alice),
                List.of(alice),
                List.of(alice),
                List.of(bob),
                List.of(),
                List.of(),
                "<1234.5678@example.test>",
                "<2345.6789@example.test>");
    }

    /** Counts, so that nothing is left out by the compiler. */
    private static final class Sink implements WireOutput {

        private long octets;

        @Override
        public void write(byte[] written, int offset, int length) {
            octets += length;
        }

        @Override
        public void startTls() {
            throw new AssertionError();
        }

        @Override
        public void startCompression() {
            throw new AssertionError();
        }

        @Override
        public void stopCompression() {
            throw new AssertionError();
        }

        @Override
        public void close() {
            throw new AssertionError();
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long flags() {
        Sink sink = new Sink();
        ResponseWriter out = new ResponseWriter(sink);
        for (int i = 1; i <= MESSAGES; i++) {
            out.beginFetch(i)
                    .fetchUid(i)
                    .fetchFlags(FlagTable.SYSTEM_ONLY, i & 3, false)
                    .endFetch();
        }
        out.flush();
        return sink.octets;
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long envelopes() {
        Sink sink = new Sink();
        ResponseWriter out = new ResponseWriter(sink);
        for (int i = 1; i <= MESSAGES; i++) {
            out.beginFetch(i)
                    .fetchInternalDate(DATE)
                    .fetchSize(4_096)
                    .raw(" ENVELOPE ")
                    .envelope(envelope)
                    .endFetch();
        }
        out.flush();
        return sink.octets;
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public long bodies() {
        Sink sink = new Sink();
        ResponseWriter out = new ResponseWriter(sink);
        for (int i = 1; i <= MESSAGES; i++) {
            out.beginFetch(i)
                    .literalHeader(BODY.length)
                    .octets(BODY, 0, BODY.length)
                    .endFetch();
        }
        out.flush();
        return sink.octets;
    }
}
