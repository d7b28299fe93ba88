package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.FetchItem;
import org.facteur.imap.command.FetchModifiers;
import org.facteur.imap.command.ImapCommand.Fetch;
import org.facteur.imap.response.ImapResponse.Vanished;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SequenceRanges;
import org.facteur.imap.session.State;

/**
 * FETCH and UID FETCH (RFC 3501 section 6.4.5, RFC 3516, RFC 7162, RFC 8514, RFC 8970, RFC 9394); {@link FetchReply} is the answer.
 */
final class FetchHandler implements CommandHandler<Fetch> {

    @Override
    public Class<Fetch> command() {
        return Fetch.class;
    }

    @Override
    public CommandRules rules(Fetch command) {
        return command.uid() ? CommandRules.SELECTED : CommandRules.NUMBERS_IN_AND_OUT;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("BINARY", "PREVIEW", "SAVEDATE");
    }

    @Override
    public Reply handle(Fetch command, ClientState client) throws MailStoreException, CommandRefusedException {
        FetchModifiers modifiers = command.modifiers();
        if (modifiers.vanished() && !client.enabled().has(Extension.QRESYNC)) {
            throw new CommandRefusedException(Completion.bad("QRESYNC is not enabled"));
        }
        MessageLimit limit = MessageLimit.ofProcessing(client);
        limit.require(modifiers.part());
        if (modifiers.changedSince() != null || command.items().contains(new FetchItem.ModSeq())) {
            client.enable(Extension.CONDSTORE);
        }
        SequenceRanges messages = client.messages(command.messages(), command.uid());
        MessageSelection selection = new MessageSelection(messages, modifiers);
        int lowest = selection.confine(limit);
        Reply reply = new FetchReply(
                client, selection, FetchPlan.of(command, client.enabled()), command.uid(), vanished(command, client));
        return lowest == 0 ? reply : limit.reached(reply, messages.view().uid(lowest));
    }

    /** What of the messages named has gone since. */
    private static List<Vanished> vanished(Fetch command, ClientState client) throws MailStoreException {
        Long changedSince = command.modifiers().changedSince();
        if (!command.modifiers().vanished() || changedSince == null) {
            return List.of();
        }
        UidSet told = UidSet.range(1, client.selected().view().snapshot().uidNext() - 1);
        UidSet asked = command.messages().resolve(told.isEmpty() ? 0 : told.last());
        if (command.messages().saved()) {
            asked = asked.union(client.selected().saved());
        }
        return Vanished.of(true, Resynchronization.vanished(client, asked.intersection(told), changedSince));
    }
}
