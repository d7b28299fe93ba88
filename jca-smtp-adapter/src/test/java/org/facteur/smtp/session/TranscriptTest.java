package org.facteur.smtp.session;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.facteur.api.network.Network;
import org.facteur.api.smtp.SmtpService;
import org.facteur.wire.transcript.SessionWire;
import org.facteur.wire.transcript.Transcripts;
import org.facteur.wire.transcript.Wire;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The transcripts against sessions in memory. */
class TranscriptTest {

    @TempDir
    Path spool;

    @TestFactory
    Stream<DynamicTest> transcripts() {
        return Transcripts.below(Path.of("src/test/resources/transcripts/smtp"), InMemory::new);
    }

    private final class InMemory extends SmtpEnvironment {

        private final ScriptedListener listener = new ScriptedListener();

        /** The service of the header, behind which {@code tls} and {@code plaintext} say how the connection is. */
        @Override
        public Wire connect(String service) {
            List<String> words = List.of(service.split(" "));
            SmtpService kind = words.get(0).isEmpty()
                    ? SmtpService.RELAY
                    : SmtpService.valueOf(words.get(0).toUpperCase(Locale.ROOT));
            SmtpLimits limits = new SmtpLimits(1000, 3, 100, 5, 3, Duration.ofMinutes(5));
            SmtpPolicy policy = policy(kind, words);
            SmtpSettings settings =
                    new SmtpSettings(kind, "mail.example.test", spool, limits, policy, Clock.systemUTC());
            return new SessionWire(
                    new SmtpSessionFactory(settings, listener), words.contains("tls"), words.contains("plaintext"));
        }

        /** As the server has it, or by the words {@code promising}, {@code truthful}, {@code silent} and {@code proxied}. */
        private static SmtpPolicy policy(SmtpService kind, List<String> words) {
            Set<OptionalExtension> usual = switch (kind) {
                case RELAY -> Set.of(OptionalExtension.DSN, OptionalExtension.DELIVERBY, OptionalExtension.REQUIRETLS);
                case SUBMISSION ->
                    Set.of(
                            OptionalExtension.DSN,
                            OptionalExtension.FUTURERELEASE,
                            OptionalExtension.DELIVERBY,
                            OptionalExtension.MT_PRIORITY);
                case LMTP -> Set.of(OptionalExtension.DSN, OptionalExtension.DELIVERBY);
            };
            return new SmtpPolicy(
                    words.contains("promising") ? EnumSet.allOf(OptionalExtension.class) : usual,
                    words.contains("truthful")
                            ? Disclosure.ON
                            : words.contains("silent") ? Disclosure.OFF : Disclosure.AMBIGUOUS,
                    words.contains("truthful") ? Disclosure.AMBIGUOUS : Disclosure.OFF,
                    words.contains("proxied") ? List.of(Network.parse("127.0.0.0/8"), Network.parse("::1")) : List.of(),
                    Duration.ZERO,
                    List.of());
        }
    }
}
