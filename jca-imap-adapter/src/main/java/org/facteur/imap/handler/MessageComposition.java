package org.facteur.imap.handler;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.MessagePiece;
import org.facteur.api.imap.AppendMessage;
import org.facteur.api.mailbox.Annotation.Scope;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxSnapshot;
import org.facteur.api.mailbox.MessageAnnotation;
import org.facteur.imap.command.ImapUrl;
import org.facteur.imap.command.NewMessage;
import org.facteur.imap.command.NewMessage.Part;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseCode.Word;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.CommandRefusedException;
import org.facteur.imap.session.Completion;

/** Makes what the store keeps of a message that a client stores: its URLs become pieces of messages that are there (RFC 4469). */
final class MessageComposition {

    private MessageComposition() {}

    /** @throws CommandRefusedException BADURL, TOOBIG, ANNOTATE TOOMANY */
    static AppendMessage of(NewMessage message, ClientState client) throws MailStoreException, CommandRefusedException {
        Instant given = message.internalDate();
        List<MessagePiece> pieces = new ArrayList<>(message.parts().size());
        for (Part part : message.parts()) {
            pieces.add(
                    part instanceof Part.Text text
                            ? new MessagePiece.Sent(text.source())
                            : resolve((Part.Url) part, client));
        }
        AppendMessage composed = new AppendMessage(
                message.flags(),
                given == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : given,
                message.annotations(),
                pieces);
        for (Scope scope : Scope.values()) {
            if (message.annotations().stream()
                            .filter(annotation -> annotation.scope() == scope)
                            .count()
                    > MessageAnnotation.MAX_ENTRIES) {
                throw new CommandRefusedException(
                        Completion.no(Word.ANNOTATE_TOOMANY, "A message would have too many annotations"));
            }
        }
        long most = client.largestMessage();
        if (composed.size() > most) {
            throw new CommandRefusedException(
                    Completion.no(Word.TOOBIG, "A message has at most " + most + " octets here"));
        }
        return composed;
    }

    private static MessagePiece resolve(Part.Url part, ClientState client)
            throws MailStoreException, CommandRefusedException {
        ImapUrl url = part.url();
        Optional<MessagePiece> piece = Optional.empty();
        if (url != null && isOwn(url, client)) {
            Optional<MailboxId> mailbox = mailbox(url, client);
            if (mailbox.isPresent()) {
                piece = UrlOctets.find(url, client.account(), mailbox.get(), client.store());
            }
        }
        return piece.orElseThrow(() -> new CommandRefusedException(
                Completion.no(new ResponseCode.BadUrl(part.text()), "There is nothing that this URL means")));
    }

    /** Whether the URL names a mailbox of this client, without the authority of anybody else. */
    private static boolean isOwn(ImapUrl url, ClientState client) {
        ImapUrl.Server server = url.server();
        return url.authorization() == null
                && (server == null
                        || (server.host().equalsIgnoreCase(client.serverName())
                                && (server.user() == null || server.user().equalsIgnoreCase(client.address()))));
    }

    private static Optional<MailboxId> mailbox(ImapUrl url, ClientState client) throws MailStoreException {
        if (url.mailbox() == null) {
            return client.hasSelected() ? Optional.of(client.selected().id()) : Optional.empty();
        }
        try {
            MailboxSnapshot mailbox = client.store().select(client.account(), url.mailbox());
            return url.uidValidity() == 0 || url.uidValidity() == mailbox.uidValidity()
                    ? Optional.of(mailbox.mailbox())
                    : Optional.empty();
        } catch (MailStoreException e) {
            if (e.reason() == Reason.NO_SUCH_MAILBOX || e.reason() == Reason.NOT_SELECTABLE) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
