package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.Extension;
import org.facteur.imap.command.ImapCommand.Store;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.MailboxView;
import org.facteur.imap.session.OwnChange;
import org.facteur.imap.session.OwnChange.Answer;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SelectedMailbox;
import org.facteur.imap.session.SequenceRanges;

/**
 * STORE and UID STORE (RFC 3501 section 6.4.6, RFC 7162 section 3.1.3). The client is told the flags that a message has afterwards, in which the
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
        SequenceRanges named = client.messages(command.messages(), command.uid());
        MessageLimit limit = MessageLimit.ofProcessing(client);
        if (command.unchangedSince() != null) {
            // The one code of the answer is for the messages that have changed.
            limit.require(named.size());
        }
        SequenceRanges messages = limit.confine(named);
        UidSet uids = messages.uidRanges();
        UidSet modified = UidSet.EMPTY;
        if (!uids.isEmpty()) {
            modified = change(command, client, uids);
            selected.markStale();
            selected.refresh(
                    rules(command).tellsExpunges(),
                    new OwnChange(uids.minus(modified), command.change(), answer(command), command.uid()));
        }
        boolean someAreGone = !command.uid() && messages.in(selected.view()).holdsGhost();
        UidSet numbers = numbers(modified, command.uid(), selected.view());
        ResponseCode code = numbers.isEmpty() ? null : new ResponseCode.Modified(numbers);
        Reply reply = Reply.of(
                someAreGone
                        ? Completion.no(
                                code == null ? Word.EXPUNGEISSUED : code, "Some of the messages do not exist any more")
                        : Completion.ok(code, code == null ? "STORE completed" : "Some of the messages have changed"));
        return limit.isExceededBy(named.size()) ? limit.reached(reply, uids.first()) : reply;
    }

    /** @return the messages that are left as they are, since the condition of the command does not hold for them */
    private static UidSet change(Store command, ClientState client, UidSet uids) throws MailStoreException {
        Long unchangedSince = command.unchangedSince();
        if (unchangedSince == null) {
            client.store().store(client.account(), client.selected().id(), uids, command.change());
            return UidSet.EMPTY;
        }
        client.enable(Extension.CONDSTORE);
        return client.store()
                .storeIfUnchanged(client.account(), client.selected().id(), uids, command.change(), unchangedSince);
    }

    private static Answer answer(Store command) {
        if (!command.silent()) {
            return Answer.FLAGS;
        }
        return command.unchangedSince() == null ? Answer.SILENT : Answer.MODSEQ;
    }

    /** The numbers by which the client has named messages. */
    static UidSet numbers(UidSet uids, boolean asUids, MailboxView view) {
        if (asUids) {
            return uids;
        }
        UidSet.Builder numbers = new UidSet.Builder();
        uids.forEach(uid -> {
            int sequence = view.sequenceOf(uid);
            if (sequence > 0) {
                numbers.add(sequence);
            }
        });
        return numbers.build();
    }
}
