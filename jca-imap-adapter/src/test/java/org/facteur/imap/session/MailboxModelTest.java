package org.facteur.imap.session;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.facteur.imap.store.InMemoryEnvironment;
import org.facteur.wire.model.MailboxModel;
import org.facteur.wire.transcript.Transcript;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every answer to many sessions is what a model predicts. {@code -Dfacteur.model.seeds=1000} plays that many runs, and
 * {@code -Dfacteur.model.first=17} begins with that one.
 */
class MailboxModelTest {

    private static final int SESSIONS = 12;
    private static final int COMMANDS = 3_000;

    @TempDir
    Path spoolFolder;

    static LongStream seeds() {
        long first = Long.getLong("facteur.model.first", 1);
        return LongStream.range(first, first + Long.getLong("facteur.model.seeds", 20));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyAnswerIsPredicted(long seed) throws Exception {
        InMemoryEnvironment environment = new InMemoryEnvironment(spoolFolder);
        Map<String, String> accounts = environment.prepare(Transcript.parse("model", ""), List.of());
        try (MailboxModel model = new MailboxModel(seed)) {
            for (int i = 0; i < SESSIONS; i++) {
                model.connect(environment.connect(""), accounts.get("user"), accounts.get("password"));
            }
            model.play(COMMANDS);
        }
    }
}
