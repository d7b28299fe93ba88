package org.facteur.pop3.session;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.facteur.wire.transcript.Dialect;
import org.facteur.wire.transcript.SessionWire;
import org.facteur.wire.transcript.Transcript;
import org.facteur.wire.transcript.TranscriptAccounts;
import org.facteur.wire.transcript.TranscriptEnvironment;
import org.facteur.wire.transcript.Transcripts;
import org.facteur.wire.transcript.Wire;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The transcripts against sessions in memory. */
class Pop3TranscriptTest {

    private static final TranscriptAccounts ACCOUNTS =
            new TranscriptAccounts("alice@example.test", "alice", "bob@example.test");

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcripts.below(Path.of("src/test/resources/transcripts/pop3"), InMemory::new);
    }

    private static final class InMemory implements TranscriptEnvironment {

        private InMemoryPop3Listener listener =
                new InMemoryPop3Listener(ACCOUNTS.user(), ACCOUNTS.password(), List.of());

        @Override
        public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) {
            listener = new InMemoryPop3Listener(ACCOUNTS.user(), ACCOUNTS.password(), fixtures);
            return ACCOUNTS.variables();
        }

        @Override
        public Wire connect(String service) {
            return new SessionWire(
                    new Pop3SessionFactory("mail.example.test", listener, Clock.systemUTC()),
                    service.equals("tls"),
                    true);
        }

        @Override
        public String prelude(String state) {
            return Dialect.POP3.prelude(state);
        }
    }
}
