package org.facteur.imap.handler;

import java.lang.System.Logger.Level;
import org.facteur.api.account.Account;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.wire.abuse.Offence;

/** What LOGIN and AUTHENTICATE have in common once it is known whether the client is who it says. */
final class Logins {

    private static final System.Logger LOG = System.getLogger(Logins.class.getName());

    private Logins() {}

    /** Logs the client in, and tells it what it can do now, which saves it a CAPABILITY. */
    static Reply succeeded(ClientState client, Account account) throws CommandRefusedException {
        try {
            client.logIn(account);
        } catch (CommandRefusedException e) {
            LOG.log(
                    Level.INFO,
                    () -> "Login refused from " + address(client) + ": too many connections of " + account.address());
            throw e;
        }
        LOG.log(
                Level.DEBUG,
                () -> account.address() + " logged in from " + address(client) + ", "
                        + client.connection().tls().orElse("plaintext"));
        return Reply.of(Completion.ok(new ResponseCode.Capability(client.capabilities()), "Logged in"));
    }

    /**
     * Leaves a line for who looks after the server, and counts it if it may have been a guess.
     *
     * @param why a constant, and nothing that the client has sent
     * @param isGuess whether credentials were looked at, or should have been there to be looked at
     */
    static void failed(ClientState client, Enum<?> why, boolean isGuess) {
        LOG.log(Level.INFO, () -> "Login failed from " + address(client) + ": " + why);
        if (isGuess) {
            client.connection().offended(Offence.FAILED_LOGIN);
        }
    }

    private static String address(ClientState client) {
        return client.connection().remoteAddress().getAddress().getHostAddress();
    }
}
