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
class SieveTranscriptsIT {
    private static final Path ROOT = Path.of("../jca-sieve-adapter/src/test/resources/transcripts/sieve");

    private static final Map<String, Listener> SERVICES = Map.of("", Listener.SIEVE);

    @TestFactory
    Stream<DynamicTest> transcripts(FacteurServer server) {
        return Transcripts.deployable(ROOT, () -> new DeployedEnvironment(server, Dialect.SIEVE, SERVICES));
    }
}
