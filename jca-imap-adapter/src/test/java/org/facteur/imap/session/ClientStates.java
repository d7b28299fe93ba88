package org.facteur.imap.session;

import java.nio.file.Path;
import org.facteur.api.account.Account;
import org.facteur.api.account.AccountId;
import org.facteur.imap.handler.ImapHandlers;
import org.facteur.imap.store.Client;
import org.facteur.imap.store.InMemoryImapListener;

/** Makes what handlers see of a session, for tests without one. */
public final class ClientStates {

    private ClientStates() {}

    /** A client that is carrying out a command. */
    public static ClientState loggedIn(InMemoryImapListener store, AccountId account, String tag)
            throws CommandRefusedException {
        Path folder = Path.of("");
        ImapSettings settings = ImapSettings.of("mail.example.test", folder);
        ClientState client = new ClientState(
                new Client(store, folder), store, ImapHandlers.registry(), settings, new UserConnections(1));
        client.logIn(new Account(account, "alice@example.test"));
        client.beginCommand(tag);
        return client;
    }
}
