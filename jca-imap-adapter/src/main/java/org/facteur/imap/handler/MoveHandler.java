package org.facteur.imap.handler;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.imap.CopyResult;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.ImapCommand.Move;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ImapResponse.StatusResponse;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SequenceRanges;
import org.facteur.imap.session.State;

/** MOVE and UID MOVE (RFC 6851): COPYUID comes untagged and first, then the expunges (section 4.3). */
final class MoveHandler implements CommandHandler<Move> {

    @Override
    public Class<Move> command() {
        return Move.class;
    }

    @Override
    public CommandRules rules(Move command) {
        return command.uid() ? CommandRules.SELECTED : CommandRules.NUMBERS_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("MOVE");
    }

    @Override
    public Reply handle(Move command, ClientState client) throws MailStoreException, CommandRefusedException {
        ReadOnly.refuse(client.selected());
        SequenceRanges named = Transfer.messages(command.messages(), command.uid(), client);
        MessageLimit limit = MessageLimit.ofSaving(client);
        UidSet uids = limit.confine(named).uidRanges();
        if (uids.isEmpty()) {
            return Reply.of(Completion.ok("There is nothing to move"));
        }
        CopyResult result;
        try {
            result = client.store().move(client.selected().id(), uids, client.account(), command.target());
        } catch (MailStoreException e) {
            return Reply.of(Target.refused(command.target(), client, e));
        }
        client.selected().markStale();
        if (result.source().isEmpty()) {
            return Reply.of(Completion.ok("There is nothing to move"));
        }
        Reply reply = Reply.of(
                Completion.ok("MOVE completed"),
                StatusResponse.untagged(
                        Condition.OK,
                        new ResponseCode.CopyUid(result.uidValidity(), result.source(), result.target()),
                        "Moved"));
        return limit.isExceededBy(named.size())
                ? limit.reached(reply, uids.first())
                : ReplyWithModSeq.of(client, reply);
    }
}
