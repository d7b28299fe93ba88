package org.facteur.imap.performance;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.facteur.imap.command.TaggedCommand;
import org.facteur.imap.framing.FramedCommand;
import org.facteur.imap.syntax.ImapCommandParser;
import org.facteur.imap.syntax.ImapSyntaxException;
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

/** Commands as clients send them. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // the harness sets its parameters, and then calls @Setup
public class CommandParserBenchmark {

    @Param({
        "a1 NOOP",
        "a2 UID FETCH 1:* (UID FLAGS MODSEQ) (CHANGEDSINCE 17)",
        "a3 FETCH 1:50 (UID FLAGS INTERNALDATE RFC822.SIZE ENVELOPE BODY.PEEK[HEADER.FIELDS (References X-Priority)])",
        "a4 UID SEARCH RETURN (MIN MAX COUNT) UNSEEN SINCE 1-Jan-2026 OR FROM \"alice\" SUBJECT \"budget\"",
        "a5 UID STORE 1,3,5,7,9:12,20:30 +FLAGS.SILENT (\\Seen $Forwarded)"
    })
    private String command;

    private byte[] octets;
    private ImapCommandParser parser;

    @Setup
    public void frame() {
        octets = command.getBytes(StandardCharsets.ISO_8859_1);
        parser = new ImapCommandParser();
    }

    @Benchmark
    public TaggedCommand parse() throws ImapSyntaxException {
        return parser.parse(new FramedCommand(octets, List.of(), true), false);
    }
}
