package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.ImapCommand.Expunge;
import org.facteur.imap.command.SequenceSet;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;
import org.facteur.imap.session.State;

/**
 * EXPUNGE (RFC 3501 section 6.4.3) and UID EXPUNGE (RFC 4315 section 2.1), of messages that the client knows; what it
 * removed is told with whatever else went meanwhile.
 */
final class ExpungeHandler implements CommandHandler<Expunge> {

    @Override
    public Class<Expunge> command() {
        return Expunge.class;
    }

    @Override
    public CommandRules rules(Expunge command) {
        return CommandRules.SELECTED;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("UIDPLUS");
    }

    @Override
    public Reply handle(Expunge command, ClientState client) throws MailStoreException, CommandRefusedException {
        SelectedMailbox selected = client.selected();
        ReadOnly.refuse(selected);
        SequenceSet set = command.uids();
        UidSet uids = set == null ? selected.told() : client.messages(set, true).uidRanges();
        Reply reply = Reply.of(Completion.ok("EXPUNGE completed"));
        if (uids.isEmpty()
                || client.store().expunge(client.account(), selected.id(), uids).isEmpty()) {
            selected.markStale();
            return reply;
        }
        selected.markStale();
        return ReplyWithModSeq.of(client, reply);
    }
}
