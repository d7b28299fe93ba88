package org.facteur.smtp.session;

import java.util.List;
import java.util.Map;
import org.facteur.wire.transcript.Dialect;
import org.facteur.wire.transcript.Transcript;
import org.facteur.wire.transcript.TranscriptAccounts;
import org.facteur.wire.transcript.TranscriptEnvironment;

/** What a server with a {@link ScriptedListener} needs for the transcripts, but for its connections. */
public abstract class SmtpEnvironment implements TranscriptEnvironment {

    private static final TranscriptAccounts ACCOUNTS =
            new TranscriptAccounts("alice@example.test", "alice", "bob@example.test", "bob");

    @Override
    public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) {
        return ACCOUNTS.variables();
    }

    @Override
    public String prelude(String state) {
        return Dialect.SMTP.prelude(state);
    }
}
