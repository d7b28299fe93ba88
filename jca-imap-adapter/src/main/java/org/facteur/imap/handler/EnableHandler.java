package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.ImapCommand.Enable;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** ENABLE (RFC 5161): what is enabled by it is told, and what there is not, or is enabled already, is passed over. */
final class EnableHandler implements CommandHandler<Enable> {

    @Override
    public Class<Enable> command() {
        return Enable.class;
    }

    @Override
    public CommandRules rules(Enable command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED
                ? List.of()
                : List.of("ENABLE", "CONDSTORE", "QRESYNC", "UIDONLY", "UTF8=ACCEPT");
    }

    @Override
    public Reply handle(Enable command, ClientState client) {
        List<String> enabled = new ArrayList<>();
        for (Extension extension : Extension.values()) {
            if (command.capabilities().contains(extension.wireName().toUpperCase(Locale.ROOT))
                    && client.enable(extension)) {
                enabled.add(extension.wireName());
            }
        }
        return Reply.of(Completion.ok("ENABLE completed"), new ImapResponse.Enabled(enabled));
    }
}
