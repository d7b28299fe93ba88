package org.facteur.imap.handler;

import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.AppendResult;
import org.facteur.api.mailbox.UidSet;
import org.facteur.imap.command.ImapCommand.Replace;
import org.facteur.imap.response.ImapResponse.Condition;
import org.facteur.imap.response.ImapResponse.StatusResponse;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** REPLACE and UID REPLACE (RFC 8508): APPENDUID comes untagged and first, then the expunge (section 4.3). */
final class ReplaceHandler implements CommandHandler<Replace> {

    @Override
    public Class<Replace> command() {
        return Replace.class;
    }

    @Override
    public CommandRules rules(Replace command) {
        return command.uid() ? CommandRules.SELECTED : CommandRules.NUMBERS_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("REPLACE");
    }

    /** Counts the new message against the quota without the old one: who has no room for both hears of it when the command is carried out. */
    @Override
    public void admit(Replace command, long octets, ClientState client)
            throws MailStoreException, CommandRefusedException {
        ReadOnly.refuse(client.selected());
        message(command, client);
        try {
            client.store().checkAppend(client.account(), command.mailbox(), 0, 0);
        } catch (MailStoreException e) {
            throw new CommandRefusedException(Target.refused(command.mailbox(), client, e));
        }
    }

    @Override
    public Reply handle(Replace command, ClientState client) throws MailStoreException, CommandRefusedException {
        ReadOnly.refuse(client.selected());
        long uid = message(command, client);
        AppendMessage replacement = new MessageComposition(client).of(command.replacement());
        Optional<AppendResult> result;
        try {
            result = client.store()
                    .replace(client.selected().id(), uid, client.account(), command.mailbox(), replacement);
        } catch (MailStoreException e) {
            return Reply.of(Target.refused(command.mailbox(), client, e));
        }
        client.selected().markStale();
        if (result.isEmpty()) {
            throw gone();
        }
        Reply reply = Reply.of(
                Completion.ok("REPLACE completed"),
                StatusResponse.untagged(
                        Condition.OK,
                        new ResponseCode.AppendUid(
                                result.get().uidValidity(), result.get().uids()),
                        "Replacement stored"));
        return ReplyWithModSeq.of(client, reply);
    }

    /** The UID of the message that is replaced. */
    private static long message(Replace command, ClientState client)
            throws MailStoreException, CommandRefusedException {
        UidSet uids =
                Transfer.messages(command.message(), command.uid(), client).uidRanges();
        if (uids.isEmpty()) {
            throw gone();
        }
        return uids.first();
    }

    private static CommandRefusedException gone() {
        return new CommandRefusedException(Completion.no(Word.EXPUNGEISSUED, "The message does not exist any more"));
    }
}
