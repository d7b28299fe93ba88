package org.facteur.pop3.session;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.facteur.pop3.pop2.Pop2SessionFactory;
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
class Pop3TranscriptTest {

    private static final Path ROOT = Path.of("src/test/resources/transcripts");
    private static final TranscriptAccounts ACCOUNTS =
            new TranscriptAccounts("alice@example.test", "alice", "bob@example.test", "bob");

    @TestFactory
    Stream<DynamicTest> trueOfEveryServer() {
        return Transcripts.below(ROOT.resolve("pop3"), InMemory::new);
    }

    @TestFactory
    Stream<DynamicTest> withScriptedMaildrops() {
        return Transcripts.below(ROOT.resolve("memory"), InMemory::new);
    }

    @Test
    void whateverComesIsAnsweredOrEndsTheConnection() throws Exception {
        new TranscriptFuzz(ROOT.resolve("pop3"), InMemory::new).play();
    }

    private static final class InMemory implements TranscriptEnvironment {

        private final MaildropsInMemory maildrops = new MaildropsInMemory();

        @Override
        public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) {
            fixtures.forEach(message -> maildrops.add("alice", message));
            Map<String, String> variables = new HashMap<>(ACCOUNTS.variables());
            variables.put("otherpassword", "bob");
            return variables;
        }

        /** The header says {@code tls}, {@code pop2}, or {@code remote} for a connection on which passwords need TLS. */
        @Override
        public Wire connect(String service) {
            Pop3Settings settings = Pop3Settings.of("mail.example.test");
            return new SessionWire(
                    service.startsWith("pop2")
                            ? new Pop2SessionFactory(settings, maildrops, InstantSource.system())
                            : new Pop3SessionFactory(settings, maildrops, InstantSource.system()),
                    service.equals("tls"),
                    !service.endsWith("remote"));
        }

        @Override
        public String prelude(String state) {
            return Dialect.POP3.prelude(state);
        }
    }
}
