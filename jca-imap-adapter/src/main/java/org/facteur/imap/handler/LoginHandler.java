package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.Credentials;
import org.facteur.imap.command.ImapCommand.Login;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** LOGIN (RFC 3501 section 6.2.3); refused unasked where anybody could read the password. */
final class LoginHandler implements CommandHandler<Login> {

    @Override
    public Class<Login> command() {
        return Login.class;
    }

    @Override
    public CommandRules rules(Login command) {
        return CommandRules.BEFORE_LOGIN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED && !client.connection().allowsPlaintextPassword()
                ? List.of("LOGINDISABLED")
                : List.of();
    }

    @Override
    public Reply handle(Login command, ClientState client) throws MailStoreException, CommandRefusedException {
        if (!client.connection().allowsPlaintextPassword()) {
            throw new CommandRefusedException(
                    Completion.no(Word.PRIVACYREQUIRED, "Begin TLS first: a password does not cross this connection"));
        }
        Credentials credentials = new Credentials(
                command.user(),
                command.password(),
                client.connection().remoteAddress().getAddress());
        try {
            return Logins.succeeded(
                    client, client.connection().guarded(client.store()).authenticate(credentials));
        } catch (MailStoreException e) {
            Logins.failed(client, e.reason(), e.reason() != Reason.UNAVAILABLE && e.reason() != Reason.LOGIN_SUSPENDED);
            throw e;
        }
    }
}
