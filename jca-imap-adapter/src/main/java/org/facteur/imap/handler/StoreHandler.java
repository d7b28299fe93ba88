package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.ImapCommand.Store;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.OwnChange;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;
import org.facteur.imap.session.SequenceRanges;

/**
 * STORE and UID STORE (RFC 3501 section 6.4.6). The client is told the flags that a message has afterwards, in which the
 * changes of other sessions are merged.
 */
final class StoreHandler implements CommandHandler<Store> {

    @Override
    public Class<Store> command() {
        return Store.class;
    }

    @Override
    public CommandRules rules(Store command) {
        return command.uid() ? CommandRules.SELECTED : CommandRules.NUMBERS_IN_AND_OUT;
    }

    @Override
    public Reply handle(Store command, ClientState client) throws MailStoreException, CommandRefusedException {
        SelectedMailbox selected = client.selected();
        ReadOnly.refuse(selected);
        SequenceRanges messages = client.messages(command.messages(), command.uid());
        UidSet uids = messages.uidRanges();
        if (!uids.isEmpty()) {
            client.store().store(selected.id(), uids, command.change());
            selected.markStale();
            selected.refresh(
                    rules(command).tellsExpunges(),
                    new OwnChange(uids, command.change(), command.silent(), command.uid()));
        }
        boolean someAreGone = !command.uid() && messages.in(selected.view()).holdsGhost();
        return Reply.of(
                someAreGone
                        ? Completion.no(Word.EXPUNGEISSUED, "Some of the messages do not exist any more")
                        : Completion.ok("STORE completed"));
    }
}
