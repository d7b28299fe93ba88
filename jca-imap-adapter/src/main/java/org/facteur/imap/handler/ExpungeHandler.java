package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.SystemFlag;
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
import org.facteur.imap.session.SequenceRanges;
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
        SequenceRanges named = set == null ? null : client.messages(set, true);
        UidSet uids = named == null ? selected.told() : named.uidRanges();
        Reply reply = Reply.of(Completion.ok("EXPUNGE completed"));
        MessageLimit limit = MessageLimit.ofProcessing(client);
        long lowest = named == null ? 0 : lowest(named, limit);
        if (lowest > 0) {
            uids = uids.intersection(UidSet.range(lowest, UidSet.MAX_UID));
            reply = limit.reached(reply, lowest);
        }
        if (uids.isEmpty()
                || client.store().expunge(client.account(), selected.id(), uids).isEmpty()) {
            selected.markStale();
            return reply;
        }
        selected.markStale();
        return lowest > 0 ? reply : ReplyWithModSeq.of(client, reply);
    }

    /** The least UID that a limit lets through, of the messages that would go; 0 if it lets them all through. */
    private static long lowest(SequenceRanges messages, MessageLimit limit) {
        int deleted = 0;
        for (int sequence = next(messages, 1); sequence > 0; sequence = next(messages, sequence + 1)) {
            deleted++;
        }
        if (!limit.isExceededBy(deleted)) {
            return 0;
        }
        int first = next(messages, 1);
        for (int skipped = limit.most(); skipped < deleted; skipped++) {
            first = next(messages, first + 1);
        }
        return messages.view().uid(first);
    }

    private static int next(SequenceRanges messages, int from) {
        int sequence = messages.next(from);
        while (sequence > 0 && (messages.view().flags(sequence) & SystemFlag.DELETED.bit()) == 0) {
            sequence = messages.next(sequence + 1);
        }
        return sequence;
    }
}
