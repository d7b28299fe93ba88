package org.facteur.it.transcripts;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.SharedServer;
import org.facteur.wire.transcript.Dialect;
import org.facteur.wire.transcript.Transcripts;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class Pop3TranscriptsIT {
    private static final Path ROOT = Path.of("../jca-pop3-adapter/src/test/resources/transcripts/pop3");

    private static final Map<String, Listener> SERVICES =
            Map.of("", Listener.POP3, "tls", Listener.POP3S, "pop2", Listener.POP2);

    @TestFactory
    Stream<DynamicTest> transcripts(FacteurServer server) {
        return Transcripts.deployable(ROOT, () -> new DeployedEnvironment(server, Dialect.POP3, SERVICES));
    }
}
