package org.facteur.imap.handler;

import java.util.List;
import org.facteur.imap.command.ImapCommand.Compress;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Completion.Afterwards;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/**
 * COMPRESS (RFC 4978): both directions from behind the answer on. After login only, so that no password is compressed together
 * with what somebody else may have a say in.
 */
final class CompressHandler implements CommandHandler<Compress> {

    private static final String DEFLATE = "DEFLATE";

    @Override
    public Class<Compress> command() {
        return Compress.class;
    }

    @Override
    public CommandRules rules(Compress command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() != State.NOT_AUTHENTICATED
                        && client.connection().offersCompression()
                        && !client.connection().isCompressed()
                ? List.of("COMPRESS=DEFLATE")
                : List.of();
    }

    @Override
    public Reply handle(Compress command, ClientState client) {
        return Reply.of(completion(command, client));
    }

    private static Completion completion(Compress command, ClientState client) {
        if (!command.algorithm().equals(DEFLATE) || !client.connection().offersCompression()) {
            return Completion.bad("There is no such compression");
        }
        if (client.connection().isCompressed()) {
            return Completion.no(Word.COMPRESSIONACTIVE, "DEFLATE is active already");
        }
        if (!client.connection().reserveCompression()) {
            return Completion.no(Word.LIMIT, "Too many connections are compressed");
        }
        return Completion.ok("DEFLATE is active").then(Afterwards.START_COMPRESSION);
    }
}
