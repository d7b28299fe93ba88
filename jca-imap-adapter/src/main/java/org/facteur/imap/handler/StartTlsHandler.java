package org.facteur.imap.handler;

import java.util.List;
import org.facteur.imap.command.ImapCommand.StartTls;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Completion.Afterwards;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** STARTTLS (RFC 3501 section 6.2.1); what the client has sent behind it in plaintext is dropped by the connection. */
final class StartTlsHandler implements CommandHandler<StartTls> {

    @Override
    public Class<StartTls> command() {
        return StartTls.class;
    }

    @Override
    public CommandRules rules(StartTls command) {
        return CommandRules.BEFORE_LOGIN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED && client.connection().canStartTls()
                ? List.of("STARTTLS")
                : List.of();
    }

    @Override
    public Reply handle(StartTls command, ClientState client) {
        return Reply.of(
                client.connection().canStartTls()
                        ? Completion.ok("Begin TLS now").then(Afterwards.START_TLS)
                        : Completion.bad("TLS is in use already, or not configured"));
    }
}
