package org.facteur.it.transcripts;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.SharedServer;
import org.facteur.wire.transcript.Dialect;
import org.facteur.wire.transcript.Transcripts;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Dialogues with a server of its own, whose limits are as low as the README of the transcripts says. */
class ImapLimitedTranscriptsIT {
    private static final Path ROOT = Path.of("../jca-imap-adapter/src/test/resources/transcripts/imap-limited");

    private static final Map<String, Listener> SERVICES = Map.of("", Listener.IMAP, "tls", Listener.IMAPS);

    private static FacteurServer server;

    @BeforeAll
    static void start(@TempDir Path folder) {
        server = FacteurServer.start(
                folder,
                Map.of(
                        "FACTEUR_IMAP_MESSAGE_LIMIT", "3",
                        "FACTEUR_IMAP_SAVE_LIMIT", "2",
                        "FACTEUR_IMAP_USER_CONNECTIONS", "2",
                        "FACTEUR_IMAP_LITERALS_BEFORE_LOGIN", "64",
                        "FACTEUR_IMAP_LITERALS", "200",
                        "FACTEUR_IMAP_BAD_COMMANDS_BEFORE_LOGIN", "2",
                        "FACTEUR_IMAP_BAD_COMMANDS", "2"));
        server.admin().createDomain(SharedServer.DOMAIN);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcripts.below(ROOT, () -> new DeployedEnvironment(server, Dialect.IMAP, SERVICES));
    }
}
