package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.imap.CopyResult;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.ImapCommand.Copy;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.SequenceRanges;

/** COPY and UID COPY (RFC 3501 section 6.4.7) with COPYUID (RFC 4315 section 3). */
final class CopyHandler implements CommandHandler<Copy> {

    @Override
    public Class<Copy> command() {
        return Copy.class;
    }

    @Override
    public CommandRules rules(Copy command) {
        return command.uid() ? CommandRules.SELECTED : CommandRules.NUMBERS_IN;
    }

    @Override
    public Reply handle(Copy command, ClientState client) throws MailStoreException, CommandRefusedException {
        SequenceRanges messages = Transfer.messages(command.messages(), command.uid(), client);
        MessageLimit.ofSaving(client).require(messages.size());
        UidSet uids = messages.uidRanges();
        if (uids.isEmpty()) {
            return Reply.of(Completion.ok("There is nothing to copy"));
        }
        CopyResult result;
        try {
            result = client.store().copy(client.selected().id(), uids, client.account(), command.target());
        } catch (MailStoreException e) {
            return Reply.of(Target.refused(command.target(), client, e));
        }
        client.selected().markStale();
        return Reply.of(
                result.source().isEmpty()
                        ? Completion.ok("There is nothing to copy")
                        : Completion.ok(
                                new ResponseCode.CopyUid(result.uidValidity(), result.source(), result.target()),
                                "COPY completed"));
    }
}
