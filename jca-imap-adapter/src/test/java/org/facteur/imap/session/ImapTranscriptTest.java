package org.facteur.imap.session;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.facteur.imap.store.InMemoryEnvironment;
import org.facteur.wire.transcript.Transcripts;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The transcripts, played against a session and a store in memory. */
class ImapTranscriptTest {

    @TempDir
    Path spoolFolder;

    @TestFactory
    Stream<DynamicTest> transcripts() throws URISyntaxException {
        Path root = Path.of(getClass().getResource("/transcripts/imap").toURI());
        return Transcripts.below(root, () -> new InMemoryEnvironment(spoolFolder));
    }
}
