package org.facteur.imap.handler;

import java.util.ArrayList;
import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.mailbox.Annotation;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapCommand.GetMetadata;
import org.facteur.imap.response.ImapResponse;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandHandler;
import org.facteur.imap.session.CommandRules;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.facteur.imap.session.State;

/** GETMETADATA (RFC 5464 section 4.2), of a mailbox and of the server. */
final class GetMetadataHandler implements CommandHandler<GetMetadata> {

    @Override
    public Class<GetMetadata> command() {
        return GetMetadata.class;
    }

    @Override
    public CommandRules rules(GetMetadata command) {
        return CommandRules.LOGGED_IN;
    }

    @Override
    public List<String> capabilities(ClientState client) {
        return client.state() == State.NOT_AUTHENTICATED ? List.of() : List.of("METADATA");
    }

    @Override
    public Reply handle(GetMetadata command, ClientState client) throws MailStoreException {
        List<Annotation> found = found(command, client);
        long longest = 0;
        List<Annotation> told = new ArrayList<>();
        for (Annotation annotation : found) {
            byte[] value = annotation.value();
            if (value != null && value.length > command.maxSize()) {
                longest = Math.max(longest, value.length);
            } else {
                told.add(annotation);
            }
        }
        Completion completion = longest == 0
                ? Completion.ok("GETMETADATA completed")
                : Completion.ok(new ResponseCode.LongEntries(longest), "There are longer values");
        return told.isEmpty()
                ? Reply.of(completion)
                : Reply.of(completion, new ImapResponse.Metadata(command.mailbox(), told));
    }

    private static List<Annotation> found(GetMetadata command, ClientState client) throws MailStoreException {
        MailboxName mailbox = command.mailbox();
        if (mailbox == null) {
            return AnnotationAnswer.complete(
                    command.query(), client.store().serverAnnotations(client.account(), command.query()));
        }
        // Of a mailbox that is not there nothing is known; the store says why.
        client.store().rights(client.account(), mailbox);
        List<Annotation> known = client.store()
                .annotations(client.account(), List.of(mailbox), command.query())
                .getOrDefault(mailbox, List.of());
        return AnnotationAnswer.complete(command.query(), known);
    }
}
