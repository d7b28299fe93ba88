package org.facteur.imap.session;

import java.nio.file.Path;
import org.facteur.imap.store.InMemoryEnvironment;
import org.facteur.wire.transcript.TranscriptFuzz;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImapFuzzTest {

    @TempDir
    Path spoolFolder;

    @Test
    void whateverComesIsAnsweredOrEndsTheConnection() throws Exception {
        new TranscriptFuzz(Path.of("src/test/resources/transcripts/imap"), () -> new InMemoryEnvironment(spoolFolder))
                .play();
    }
}
