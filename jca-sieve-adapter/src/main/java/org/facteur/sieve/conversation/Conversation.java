package org.facteur.sieve.conversation;

import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.api.sieve.SieveListener;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.ConnectionContext;
import org.jspecify.annotations.Nullable;

/** What is known of one client: its connection, and who it is. */
public final class Conversation {

    /** What becomes of a string that is no command: the next one of an exchange. */
    @FunctionalInterface
    public interface Continuation {
        Answer next(String response) throws SieveFailure, MailStoreException;
    }

    private final ConnectionContext connection;
    private final SieveListener listener;
    private final SupportedExtensions extensions;

    private @Nullable Continuation continuation;
    private @Nullable Account account;
    private boolean tlsBegins;

    public Conversation(ConnectionContext connection, SieveListener listener, SupportedExtensions extensions) {
        this.connection = connection;
        this.listener = listener;
        this.extensions = extensions;
    }

    public ConnectionContext connection() {
        return connection;
    }

    public SieveListener listener() {
        return listener;
    }

    SupportedExtensions extensions() {
        return extensions;
    }

    /** The next string is not a command. */
    public void expect(Continuation next) {
        continuation = next;
    }

    public Optional<Continuation> takeContinuation() {
        Optional<Continuation> taken = Optional.ofNullable(continuation);
        continuation = null;
        return taken;
    }

    public boolean isLoggedIn() {
        return account != null;
    }

    public void login(Account proved) {
        account = proved;
    }

    public void logout() {
        account = null;
    }

    /** Who is logged in. */
    public Account account() {
        if (account == null) {
            throw new IllegalStateException("Nobody is logged in");
        }
        return account;
    }

    public AccountId accountId() {
        return account().id();
    }

    /** Once TLS has begun the capabilities are told unasked (RFC 5804 section 2.2): the connection wakes its session then. */
    public void beginTls() {
        tlsBegins = true;
        connection.wake();
    }

    /** Whether TLS has begun since the last time. */
    public boolean takeTlsBegun() {
        boolean begun = tlsBegins;
        tlsBegins = false;
        return begun;
    }
}
