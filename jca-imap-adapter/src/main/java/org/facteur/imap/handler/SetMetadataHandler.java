package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.mailbox.Annotation;
import org.facteur.imap.command.ImapCommand.SetMetadata;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/** SETMETADATA (RFC 5464 section 4.3): all of the values or none. */
final class SetMetadataHandler implements CommandHandler<SetMetadata> {

    @Override
    public Class<SetMetadata> command() {
        return SetMetadata.class;
    }

    @Override
    public CommandRules rules(SetMetadata command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public Reply handle(SetMetadata command, ClientState client) throws MailStoreException {
        boolean tooLong = command.annotations().stream()
                .map(Annotation::value)
                .anyMatch(value -> value != null && value.length > Annotation.MAX_VALUE);
        if (tooLong) {
            return Reply.of(
                    Completion.no(new ResponseCode.MetadataMaxSize(Annotation.MAX_VALUE), "The value is too long"));
        }
        try {
            client.store().annotate(client.account(), command.mailbox(), command.annotations());
        } catch (MailStoreException e) {
            if (e.reason() == Reason.LIMIT_REACHED) {
                return Reply.of(Completion.no(Word.METADATA_TOOMANY, "There are too many annotations"));
            }
            throw e;
        }
        return Reply.of(Completion.ok("SETMETADATA completed"));
    }
}
