package org.facteur.imap.handler;

import org.facteur.imap.command.ImapCommand.UrlFetch;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Reply;

/** URLFETCH (RFC 4467 section 7); {@link UrlFetchReply} is the answer. */
final class UrlFetchHandler implements CommandHandler<UrlFetch> {

    @Override
    public Class<UrlFetch> command() {
        return UrlFetch.class;
    }

    @Override
    public CommandRules rules(UrlFetch command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(UrlFetch command, ClientState client) {
        return new UrlFetchReply(command.urls(), client);
    }
}
