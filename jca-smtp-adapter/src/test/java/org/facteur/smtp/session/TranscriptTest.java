package org.facteur.smtp.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.facteur.api.smtp.SmtpService;
import org.facteur.wire.transcript.SessionWire;
import org.facteur.wire.transcript.Transcript;
import org.facteur.wire.transcript.TranscriptEnvironment;
import org.facteur.wire.transcript.Transcripts;
import org.facteur.wire.transcript.Wire;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class TranscriptTest {

    @TempDir
    Path spool;

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcripts.below(Path.of("src/test/resources/transcripts/smtp"), InMemory::new);
    }

    private final class InMemory implements TranscriptEnvironment {

        private final ScriptedListener listener = new ScriptedListener();

        @Override
        public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) {
            return Map.of(
                    "user", "alice@example.test",
                    "password", "alice",
                    "other", "bob@example.test",
                    "plain", base64("\0alice@example.test\0alice"),
                    "wrong", base64("\0alice@example.test\0guess"),
                    "user64", base64("alice@example.test"),
                    "password64", base64("alice"));
        }

        /** The service of the header, behind which {@code tls} and {@code plaintext} say how the connection is. */
        @Override
        public Wire connect(String service) throws IOException {
            List<String> words = List.of(service.split(" "));
            SmtpService kind = words.get(0).isEmpty()
                    ? SmtpService.RELAY
                    : SmtpService.valueOf(words.get(0).toUpperCase(Locale.ROOT));
            SmtpLimits limits = new SmtpLimits(1000, 3, 100, 5, 3, Duration.ofMinutes(5));
            SmtpSettings settings = new SmtpSettings(kind, "mail.example.test", spool, limits, Clock.systemUTC());
            return new SessionWire(
                    new SmtpSessionFactory(settings, listener), words.contains("tls"), words.contains("plaintext"));
        }

        @Override
        public String prelude(String state) {
            String ehlo = "S: 220 ${hostname} ${any}\nC: EHLO client.example\nS: ${lines}\nS: 250 HELP\n";
            String lhlo = "S: 220 ${hostname} ${any}\nC: LHLO client.example\nS: ${lines}\nS: 250 HELP\n";
            String login = "C: AUTH PLAIN ${plain}\nS: 235 2.7.0 ${any}\n";
            String mail = "C: MAIL FROM:<${user}>\nS: 250 2.1.0 ${any}\n";
            return switch (state) {
                case "greeted" -> ehlo;
                case "lhlo" -> lhlo;
                case "authenticated" -> ehlo + login;
                case "mail" -> ehlo + mail;
                default -> throw new IllegalArgumentException(state);
            };
        }

        private static String base64(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }
}
