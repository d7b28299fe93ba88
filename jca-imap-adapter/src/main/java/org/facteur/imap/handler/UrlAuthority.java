package org.facteur.imap.handler;

import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.content.MessagePiece;
import org.facteur.api.imap.OpenedUrl;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.imap.command.ImapUrl;
import org.facteur.imap.command.ImapUrl.Authorization;
import org.facteur.imap.session.ClientState;

/** Decides what URLs with URLAUTH open, and for whom (RFC 4467 section 3). */
final class UrlAuthority {

    /** The one mechanism that there is. */
    static final String MECHANISM = "INTERNAL";

    private UrlAuthority() {}

    /** Whether a URL is of this server, and says whose mailbox it is about. */
    static boolean namesOwner(ImapUrl url, ClientState client) {
        ImapUrl.Server server = url.server();
        return server != null && server.user() != null && server.host().equalsIgnoreCase(client.serverName());
    }

    /** The octets that a URL opens for this client; empty if it opens none, for whatever reason. */
    static Optional<MessagePiece> open(ImapUrl url, ClientState client) throws MailStoreException {
        Authorization authorization = url.authorization();
        ImapUrl.Server server = url.server();
        MailboxName name = url.mailbox();
        if (authorization == null || server == null || name == null || !namesOwner(url, client)) {
            return Optional.empty();
        }
        String owner = server.user();
        String token = authorization.token();
        boolean isToken = token != null && token.length() % 2 == 0 && MECHANISM.equals(authorization.mechanism());
        if (owner == null || token == null || !isToken || !isFor(authorization, client)) {
            return Optional.empty();
        }
        Optional<OpenedUrl> opened = client.store()
                .openUrl(owner, name, authorization.rump(), HexFormat.of().parseHex(token));
        boolean isSame = opened.map(OpenedUrl::mailbox)
                .filter(snapshot -> url.uidValidity() == 0 || url.uidValidity() == snapshot.uidValidity())
                .isPresent();
        return isSame
                ? UrlOctets.find(
                        url, opened.get().owner(), opened.get().mailbox().mailbox(), client.store())
                : Optional.empty();
    }

    /** No client here is a submission server. */
    private static boolean isFor(Authorization authorization, ClientState client) {
        Instant expires = authorization.expires();
        boolean isValid = expires == null || Instant.now().isBefore(expires);
        return isValid
                && switch (authorization.access()) {
                    case USER -> client.address().equalsIgnoreCase(authorization.user());
                    case AUTHUSER, ANONYMOUS -> true;
                    case SUBMIT -> false;
                };
    }
}
