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

    /** Octets of fields picked out of headers, which are held until all messages of a command are stored: 1 MiB. */
    static final long MAX_PICKED = 1 << 20;

    private final ClientState client;
    private long picked;

    /** @param client whose command it is */
    MessageComposition(ClientState client) {
        this.client = client;
    }

    /** @throws CommandRefusedException BADURL, TOOBIG, ANNOTATE TOOMANY */
    AppendMessage of(NewMessage message) throws MailStoreException, CommandRefusedException {
        for (Scope scope : Scope.values()) {
            if (message.annotations().stream()
                            .filter(annotation -> annotation.scope() == scope)
                            .count()
                    > MessageAnnotation.MAX_ENTRIES) {
                throw new CommandRefusedException(
                        Completion.no(Word.ANNOTATE_TOOMANY, "A message would have too many annotations"));
            }
        }
        Instant given = message.internalDate();
        return new AppendMessage(
                message.flags(),
                given == null ? Instant.now().truncatedTo(ChronoUnit.SECONDS) : given,
                message.annotations(),
                pieces(message.parts()));
    }

    private List<MessagePiece> pieces(List<Part> parts) throws MailStoreException, CommandRefusedException {
        List<MessagePiece> pieces = new ArrayList<>(parts.size());
        long most = client.largestMessage();
        long size = 0;
        for (Part part : parts) {
            MessagePiece piece = part instanceof Part.Text text
                    ? new MessagePiece.Sent(text.source())
                    : resolve((Part.Url) part, client);
            size += piece.size();
            if (size > most) {
                throw new CommandRefusedException(
                        Completion.no(Word.TOOBIG, "A message has at most " + most + " octets here"));
            }
            if (part instanceof Part.Url && piece instanceof MessagePiece.Sent) {
                hold(piece.size());
            }
            pieces.add(piece);
        }
        return pieces;
    }

    private void hold(long octets) throws CommandRefusedException {
        picked += octets;
        if (picked > MAX_PICKED) {
            throw new CommandRefusedException(
                    Completion.no(Word.TOOBIG, "Fields of headers have at most " + MAX_PICKED + " octets here"));
        }
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
