package org.facteur.it.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.it.platform.FacteurServer;
import org.facteur.it.platform.LineClient;
import org.facteur.it.platform.Listener;
import org.facteur.it.platform.SharedServer;
import org.facteur.wire.transcript.Dialect;
import org.facteur.wire.transcript.SocketWire;
import org.facteur.wire.transcript.Transcript;
import org.facteur.wire.transcript.TranscriptAccounts;
import org.facteur.wire.transcript.TranscriptEnvironment;
import org.facteur.wire.transcript.Wire;

/**
 * A deployed server as the world of a transcript: two new accounts for each, and its fixtures in the INBOX of the first, put
 * there by APPEND.
 */
final class DeployedEnvironment implements TranscriptEnvironment {
    private final FacteurServer server;
    private final Dialect dialect;
    private final Map<String, Listener> services;

    /** @param services listener by the transcript's {@code service}, the empty one included */
    DeployedEnvironment(FacteurServer server, Dialect dialect, Map<String, Listener> services) {
        this.server = server;
        this.dialect = dialect;
        this.services = services;
    }

    @Override
    public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) throws IOException {
        TranscriptAccounts accounts = new TranscriptAccounts(
                SharedServer.newAccount(server, "user"),
                SharedServer.PASSWORD,
                SharedServer.newAccount(server, "other"),
                SharedServer.PASSWORD);
        if (transcript.header("shared").isPresent()) {
            server.admin().share(accounts.user());
        }
        if (!fixtures.isEmpty()) {
            append(accounts, fixtures);
        }
        return accounts.variables();
    }

    private void append(TranscriptAccounts accounts, List<byte[]> messages) throws IOException {
        try (LineClient imap = LineClient.connect(server, Listener.IMAPS)) {
            imap.say("a LOGIN " + accounts.user() + " " + accounts.password());
            assertThat(imap.lineBeginning("a ")).startsWith("a OK");
            for (byte[] message : messages) {
                imap.say("b APPEND INBOX {" + message.length + "+}")
                        .sendOctets(message)
                        .say("");
                assertThat(imap.lineBeginning("b ")).startsWith("b OK");
            }
        }
    }

    @Override
    public Wire connect(String service) throws IOException {
        Listener listener = Optional.ofNullable(services.get(service))
                .orElseThrow(() -> new IllegalArgumentException("No listener is for " + service));
        int port = server.port(listener);
        return listener.beginsWithTls()
                ? SocketWire.connectTls("127.0.0.1", port)
                : SocketWire.connect("127.0.0.1", port);
    }

    @Override
    public String prelude(String state) {
        return dialect.prelude(state);
    }
}
