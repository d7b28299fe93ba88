package org.facteur.imap.handler;

import java.util.Arrays;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.imap.command.ImapCommand.Create;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;
import org.jspecify.annotations.Nullable;

/** CREATE (RFC 3501 section 6.3.3), with what the mailbox is for (RFC 6154 section 3) and its identifier (RFC 8474 section 4.1). */
final class CreateHandler implements CommandHandler<Create> {

    @Override
    public Class<Create> command() {
        return Create.class;
    }

    @Override
    public CommandRules rules(Create command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("CREATE-SPECIAL-USE", "OBJECTID");
    }

    @Override
    public Reply handle(Create command, ClientState client) throws MailStoreException, CommandRefusedException {
        MailboxId made = client.store().create(client.account(), command.mailbox(), use(command));
        return Reply.of(Completion.ok(new ResponseCode.MailboxObjectId(made), "CREATE completed"));
    }

    private static @Nullable SpecialUse use(Create command) throws CommandRefusedException {
        if (command.uses().isEmpty()) {
            return null;
        }
        String wanted = command.uses().get(0);
        return Arrays.stream(SpecialUse.values())
                .filter(use -> command.uses().size() == 1 && use.attribute().equalsIgnoreCase(wanted))
                .findFirst()
                .orElseThrow(() ->
                        new CommandRefusedException(Completion.no(Word.USEATTR, "No mailbox can be for this here")));
    }
}
