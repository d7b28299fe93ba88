package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.AppendResult;
import org.facteur.imap.command.ImapCommand.Append;
import org.facteur.imap.command.NewMessage;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.MessageLimits;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** APPEND (RFC 3501 section 6.3.11) of several messages (RFC 3502) with APPENDUID (RFC 4315 section 3). */
final class AppendHandler implements CommandHandler<Append> {

    @Override
    public Class<Append> command() {
        return Append.class;
    }

    @Override
    public CommandRules rules(Append command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        if (client.state() == State.NOT_AUTHENTICATED) {
            return List.of();
        }
        List<String> names = new ArrayList<>(List.of("MULTIAPPEND", "CATENATE", "URL-PARTIAL"));
        MessageLimits limits = client.messageLimits();
        if (limits.processed() > 0) {
            names.add("MESSAGELIMIT=" + limits.processed());
        }
        if (limits.saved() > 0) {
            names.add("SAVELIMIT=" + limits.ofSaving());
        }
        return names;
    }

    @Override
    public void admit(Append command, long octets, ClientState client)
            throws MailStoreException, CommandRefusedException {
        MessageLimit.ofSaving(client).require(command.messages().size());
        try {
            client.store()
                    .checkAppend(
                            client.account(),
                            command.mailbox(),
                            command.messages().size(),
                            octets);
        } catch (MailStoreException e) {
            throw new CommandRefusedException(Target.refused(command.mailbox(), client, e));
        }
    }

    @Override
    public Reply handle(Append command, ClientState client) throws MailStoreException, CommandRefusedException {
        MessageLimit.ofSaving(client).require(command.messages().size());
        List<AppendMessage> messages = new ArrayList<>(command.messages().size());
        MessageComposition composition = new MessageComposition(client);
        for (NewMessage message : command.messages()) {
            messages.add(composition.of(message));
        }
        AppendResult result;
        try {
            result = client.store().append(client.account(), command.mailbox(), messages);
        } catch (MailStoreException e) {
            return Reply.of(Target.refused(command.mailbox(), client, e));
        }
        if (client.hasSelected()) {
            client.selected().markStale();
        }
        return Reply.of(
                Completion.ok(new ResponseCode.AppendUid(result.uidValidity(), result.uids()), "APPEND completed"));
    }
}
