package org.facteur.imap.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.imap.handler.ImapHandlers;
import org.facteur.imap.session.HandlerRegistry;
import org.facteur.imap.session.ImapSession;
import org.facteur.imap.session.ImapSettings;
import org.facteur.wire.transcript.SessionWire;
import org.facteur.wire.transcript.Transcript;
import org.facteur.wire.transcript.TranscriptEnvironment;
import org.facteur.wire.transcript.Wire;

/**
 * Sessions on one store in memory. The service of a transcript is {@code tls} for a connection that is encrypted from its
 * beginning, {@code remote} for one that no password may cross before TLS, and otherwise as from a loopback address.
 */
public final class InMemoryEnvironment implements TranscriptEnvironment {

    private static final String USER = "alice@example.test";
    private static final String PASSWORD = "alice";
    private static final String OTHER = "bob@example.test";

    private final InMemoryImapListener store = new InMemoryImapListener();
    private final HandlerRegistry registry = ImapHandlers.registry();
    private final ImapSettings settings;

    public InMemoryEnvironment(Path spoolFolder) {
        this.settings = ImapSettings.of("mail.example.test", spoolFolder);
    }

    @Override
    public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) throws MailStoreException {
        AccountId account = store.addAccount(USER, PASSWORD);
        store.addAccount(OTHER, "bob");
        for (byte[] fixture : fixtures) {
            store.deliver(account, fixture, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }
        return Map.of(
                "user", USER,
                "password", PASSWORD,
                "other", OTHER,
                "plain", base64("\0" + USER + "\0" + PASSWORD),
                "wrong", base64("\0" + USER + "\0guess"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Wire connect(String service) {
        boolean tls = service.equals("tls");
        return new SessionWire(
                connection -> new ImapSession(connection, store, registry, settings), tls, !service.equals("remote"));
    }

    @Override
    public String prelude(String state) {
        String login = "S: * OK ${any}\nC: L1 LOGIN ${user} ${password}\nS: L1 OK ${any}\n";
        return switch (state) {
            case "greeted" -> "S: * OK ${any}\n";
            case "authenticated" -> login;
            case "selected" -> login + "C: L2 SELECT INBOX\nS: ${lines}\nS: L2 OK [READ-WRITE] ${any}\n";
            case "examined" -> login + "C: L2 EXAMINE INBOX\nS: ${lines}\nS: L2 OK [READ-ONLY] ${any}\n";
            default -> throw new IllegalArgumentException(state);
        };
    }
}
