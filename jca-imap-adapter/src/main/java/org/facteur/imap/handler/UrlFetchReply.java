package org.facteur.imap.handler;

import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.MessagePiece;
import org.facteur.imap.command.ImapCommand.UrlFetch;
import org.facteur.imap.handler.SectionOctets.Stored;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;
import org.jspecify.annotations.Nullable;

/** The answer to URLFETCH (RFC 4467 section 8), a response for each URL: its octets as the client takes them, or NIL. */
final class UrlFetchReply implements Reply {

    private final Iterator<UrlFetch.Target> rest;
    private final ClientState client;
    private @Nullable LiteralStream stream;
    private @Nullable Completion failure;

    UrlFetchReply(List<UrlFetch.Target> urls, ClientState client) {
        this.rest = urls.iterator();
        this.client = client;
    }

    @Override
    public boolean writeNext(ResponseWriter out) throws MailStoreException {
        while ((stream != null || rest.hasNext()) && failure == null && out.written() < PIECE) {
            if (stream == null) {
                begin(rest.next(), out);
            } else if (!stream.writeNext(out)) {
                stream = null;
                out.endLine();
            }
        }
        return (stream != null || rest.hasNext()) && failure == null;
    }

    private void begin(UrlFetch.Target target, ResponseWriter out) throws MailStoreException {
        Optional<MessagePiece> found;
        LiteralStream octets = null;
        try {
            found = target.url() == null ? Optional.empty() : UrlAuthority.open(target.url(), client);
            if (found.isPresent() && found.get() instanceof MessagePiece.Stored stored && stored.size() > 0) {
                octets = new LiteralStream(
                        client.store(),
                        new Stored(
                                stored.content(),
                                new SectionRange(stored.offset(), stored.offset() + stored.size()),
                                null,
                                null));
            }
        } catch (MailStoreException e) {
            failure = client.failed(e);
            return;
        }
        out.raw("* URLFETCH ").string(target.text()).raw(" ");
        if (found.isEmpty()) {
            out.nil().endLine();
        } else if (octets != null) {
            out.literalHeader(octets.length());
            stream = octets;
        } else {
            byte[] known = found.get() instanceof MessagePiece.Sent sent ? octets(sent) : new byte[0];
            out.literalHeader(known.length).octets(known, 0, known.length).endLine();
        }
    }

    private static byte[] octets(MessagePiece.Sent header) throws MailStoreException {
        try (InputStream octets = header.source().open()) {
            return octets.readAllBytes();
        } catch (IOException e) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The header cannot be read", e);
        }
    }

    @Override
    public Completion completion() {
        return failure != null ? failure : Completion.ok("URLFETCH completed");
    }
}
