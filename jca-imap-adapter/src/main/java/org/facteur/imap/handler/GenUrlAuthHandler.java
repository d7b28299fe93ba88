package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand.GenUrlAuth;
import org.facteur.imap.command.ImapUrl;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** GENURLAUTH (RFC 4467 section 7): only owners give URLs of their mailboxes away. */
final class GenUrlAuthHandler implements CommandHandler<GenUrlAuth> {

    @Override
    public Class<GenUrlAuth> command() {
        return GenUrlAuth.class;
    }

    @Override
    public CommandRules rules(GenUrlAuth command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("URLAUTH");
    }

    @Override
    public Reply handle(GenUrlAuth command, ClientState client) throws MailStoreException, CommandRefusedException {
        List<String> urls = new ArrayList<>(command.urls().size());
        for (ImapUrl url : command.urls()) {
            MailboxName mailbox = url.mailbox();
            if (mailbox == null || !isOwn(url, client)) {
                throw new CommandRefusedException(Completion.no(
                        Word.CANNOT,
                        "A URL of a mailbox of your own begins with imap://"
                                + client.address().replace("@", "%40")
                                + "@"
                                + client.serverName()
                                + "/"));
            }
            String rump = Objects.requireNonNull(url.authorization()).rump();
            byte[] token = client.store().urlToken(client.account(), mailbox, rump);
            urls.add(rump + ":" + UrlAuthority.MECHANISM + ":" + HexFormat.of().formatHex(token));
        }
        return Reply.of(Completion.ok("GENURLAUTH completed"), new ImapResponse.GenUrlAuth(urls));
    }

    private static boolean isOwn(ImapUrl url, ClientState client) {
        ImapUrl.Server server = url.server();
        return server != null
                && UrlAuthority.namesOwner(url, client)
                && client.address().equalsIgnoreCase(server.user());
    }
}
