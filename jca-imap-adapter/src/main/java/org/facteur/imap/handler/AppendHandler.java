package org.facteur.imap.handler;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.facteur.api.MailStoreException;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.imap.AppendResult;
import org.facteur.imap.command.ImapCommand.Append;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.StoreFailures;

/** APPEND (RFC 3501 section 6.3.11) with APPENDUID (RFC 4315 section 3). */
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
    public Reply handle(Append command, ClientState client) {
        Instant given = command.internalDate();
        Instant date = given == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : given;
        AppendResult result;
        try {
            result = client.store()
                    .append(
                            client.account(),
                            command.mailbox(),
                            new AppendMessage(command.flags(), date, command.message()));
        } catch (MailStoreException e) {
            return Reply.of(StoreFailures.completionForTarget(e));
        }
        if (client.hasSelected()) {
            client.selected().markStale();
        }
        return Reply.of(
                Completion.ok(new ResponseCode.AppendUid(result.uidValidity(), result.uid()), "APPEND completed"));
    }
}
