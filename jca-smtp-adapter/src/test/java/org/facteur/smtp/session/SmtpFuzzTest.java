package org.facteur.smtp.session;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.facteur.api.smtp.SmtpService;
import org.facteur.wire.transcript.SessionWire;
import org.facteur.wire.transcript.TranscriptFuzz;
import org.facteur.wire.transcript.Wire;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that say what clients say, with mistakes (see {@link TranscriptFuzz}). */
class SmtpFuzzTest {

    private static final Path TRANSCRIPTS = Path.of("src/test/resources/transcripts/smtp");
    private static final Logger LOG = Logger.getLogger("org.facteur.smtp");

    @TempDir
    Path spool;

    @BeforeEach
    void saysLittle() {
        LOG.setLevel(Level.SEVERE);
    }

    @AfterEach
    void saysAll() {
        LOG.setLevel(null);
    }

    @Test
    void whateverAClientSaysASessionAnswersOrCloses() throws Exception {
        new TranscriptFuzz(TRANSCRIPTS, InMemory::new).play();
    }

    private final class InMemory extends SmtpEnvironment {

        @Override
        public Wire connect(String service) {
            List<String> words = List.of(service.split(" "));
            SmtpService kind = words.get(0).isEmpty()
                    ? SmtpService.RELAY
                    : SmtpService.valueOf(words.get(0).toUpperCase(Locale.ROOT));
            SmtpPolicy policy = SmtpPolicy.DEFAULT.with(EnumSet.allOf(OptionalExtension.class));
            SmtpSettings settings =
                    new SmtpSettings(kind, "mail.example.test", spool, SmtpLimits.DEFAULT, policy, Dialogue.CLOCK);
            return new SessionWire(
                    new SmtpSessionFactory(settings, new ScriptedListener()),
                    words.contains("tls"),
                    words.contains("plaintext"));
        }
    }
}
