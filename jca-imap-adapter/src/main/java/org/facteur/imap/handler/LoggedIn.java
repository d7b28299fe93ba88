package org.facteur.imap.handler;

import java.lang.System.Logger.Level;
import org.facteur.api.account.Account;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** What LOGIN and AUTHENTICATE have in common once the client has proved who it is. */
final class LoggedIn {

    private static final System.Logger LOG = System.getLogger(LoggedIn.class.getName());

    private LoggedIn() {}

    /** Logs the client in, and tells it what it can do now, which saves it a CAPABILITY. */
    static Reply reply(ClientState client, Account account) {
        client.logIn(account);
        LOG.log(
                Level.DEBUG,
                () -> account.address() + " from " + client.connection().remoteAddress() + ", "
                        + client.connection().tls().orElse("plaintext"));
        return Reply.of(Completion.ok(new ResponseCode.Capability(client.capabilities()), "Logged in"));
    }
}
