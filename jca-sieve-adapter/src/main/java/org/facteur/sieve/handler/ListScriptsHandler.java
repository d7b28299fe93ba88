package org.facteur.sieve.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.sieve.ScriptListing;
import org.facteur.sieve.command.SieveCommand.ListScripts;
import org.facteur.sieve.conversation.Conversation;
import org.facteur.sieve.conversation.Replies;
import org.facteur.wire.session.Answer;

/** LISTSCRIPTS (RFC 5804 section 2.7). */
final class ListScriptsHandler implements SieveHandler<ListScripts> {

    @Override
    public Answer handle(ListScripts command, Conversation conversation) throws MailStoreException {
        List<String> lines = conversation.listener().list(conversation.accountId()).stream()
                .map(ListScriptsHandler::line)
                .toList();
        return Replies.lines(lines).then(Replies.ok("Scripts listed"));
    }

    private static String line(ScriptListing script) {
        return Replies.string(script.name().value()) + (script.active() ? " ACTIVE" : "");
    }
}
