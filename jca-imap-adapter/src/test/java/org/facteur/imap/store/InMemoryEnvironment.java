package org.facteur.imap.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.imap.handler.ImapHandlers;
import org.facteur.imap.session.HandlerRegistry;
import org.facteur.imap.session.ImapSession;
import org.facteur.imap.session.ImapSettings;
import org.facteur.imap.session.UserConnections;
import org.facteur.wire.transcript.Dialect;
import org.facteur.wire.transcript.SessionWire;
import org.facteur.wire.transcript.Transcript;
import org.facteur.wire.transcript.TranscriptAccounts;
import org.facteur.wire.transcript.TranscriptEnvironment;
import org.facteur.wire.transcript.Wire;

/**
 * Sessions on one store in memory. The service of a transcript is {@code tls} for a connection that is encrypted from its
 * beginning, {@code remote} for one that no password may cross before TLS, and otherwise as from a loopback address.
 */
public final class InMemoryEnvironment implements TranscriptEnvironment {

    private static final TranscriptAccounts ACCOUNTS =
            new TranscriptAccounts("alice@example.test", "alice", "bob@example.test", "bob");

    private final InMemoryImapListener store = new InMemoryImapListener();
    /** Their clock stands still: nothing rests. */
    private final HandlerRegistry registry = ImapHandlers.registry(() -> 0);

    private final ImapSettings settings;
    private final UserConnections users;

    public InMemoryEnvironment(Path spoolFolder) {
        this(ImapSettings.of("mail.example.test", spoolFolder));
    }

    public InMemoryEnvironment(ImapSettings settings) {
        this.settings = settings;
        this.users = new UserConnections(settings.connectionsOfUser());
    }

    @Override
    public Map<String, String> prepare(Transcript transcript, List<byte[]> fixtures) throws MailStoreException {
        AccountId account = store.addAccount(ACCOUNTS.user(), ACCOUNTS.password());
        store.addAccount(ACCOUNTS.other(), "bob");
        if (transcript.header("shared").isPresent()) {
            store.share(account);
        }
        for (byte[] fixture : fixtures) {
            store.deliver(account, fixture, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        }
        return ACCOUNTS.variables();
    }

    @Override
    public Wire connect(String service) {
        boolean tls = service.equals("tls");
        return new SessionWire(
                connection -> new ImapSession(connection, store, registry, settings, users),
                tls,
                !service.equals("remote"));
    }

    @Override
    public String prelude(String state) {
        return Dialect.IMAP.prelude(state);
    }
}
