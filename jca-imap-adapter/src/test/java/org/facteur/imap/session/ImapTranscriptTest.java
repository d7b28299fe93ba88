package org.facteur.imap.session;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.facteur.imap.framing.FramingLimits;
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
        return Transcripts.below(root("imap"), () -> new InMemoryEnvironment(spoolFolder));
    }

    /** Those of a server whose limits are as low as their README says. */
    @TestFactory
    Stream<DynamicTest> limitedTranscripts() throws URISyntaxException {
        ImapSettings usual = ImapSettings.of("mail.example.test", spoolFolder);
        FramingLimits frames = usual.limits();
        ImapSettings limited = new ImapSettings(
                usual.serverName(),
                usual.spoolFolder(),
                new FramingLimits(frames.lineBeforeLogin(), frames.line(), 64, 200, frames.message(), frames.discard()),
                usual.loginPatience(),
                usual.patience(),
                2,
                2,
                2,
                new MessageLimits(3, 2));
        return Transcripts.below(root("imap-limited"), () -> new InMemoryEnvironment(limited));
    }

    private Path root(String folder) throws URISyntaxException {
        return Path.of(getClass().getResource("/transcripts/" + folder).toURI());
    }
}
