package org.facteur.sieve.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.facteur.wire.transcript.Dialect;
import org.facteur.wire.transcript.SessionWire;
import org.facteur.wire.transcript.Transcript;
import org.facteur.wire.transcript.TranscriptAccounts;
import org.facteur.wire.transcript.TranscriptEnvironment;
import org.facteur.wire.transcript.TranscriptFuzz;
import org.facteur.wire.transcript.Transcripts;
import org.facteur.wire.transcript.Wire;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The transcripts against sessions in memory. */
class SieveTranscriptTest {

    private static final Path ROOT = Path.of("src/test/resources/transcripts");
    private static final TranscriptAccounts ACCOUNTS =
            new TranscriptAccounts("alice@example.test", "alice", "bob@example.test", "bob");

    @TestFactory
    Stream<DynamicTest> trueOfEveryServer() {
        return Transcripts.below(ROOT.resolve("sieve"), () -> new InMemory(10));
    }

    @TestFactory
    Stream<DynamicTest> withScriptsInMemory() {
        return Transcripts.below(ROOT.resolve("memory"), () -> new InMemory(2));
    }

    @Test
    void whateverComesIsAnsweredOrEndsTheConnection() throws Exception {
        new TranscriptFuzz(ROOT.resolve("sieve"), () -> new InMemory(10)).play();
    }

    private static final class InMemory implements TranscriptEnvironment {

        private final ScriptsInMemory scripts = new ScriptsInMemory();

        InMemory(int room) {
            scripts.hold(room);
        }

        @Override
        public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) {
            return ACCOUNTS.variables();
        }

        /** The header says {@code remote} for a connection on which passwords need TLS. */
        @Override
        public Wire connect(String service) {
            return new SessionWire(
                    new SieveSessionFactory(SieveSettings.of("mail.example.test"), scripts),
                    false,
                    !service.equals("remote"));
        }

        @Override
        public String prelude(String state) {
            return Dialect.SIEVE.prelude(state);
        }
    }
}
