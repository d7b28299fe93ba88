package org.facteur.imap.handler;

import org.facteur.api.MailStoreException;
import org.facteur.imap.command.Extension;
import org.facteur.imap.response.ResponseCode;
import org.facteur.imap.response.ResponseWriter;
import org.facteur.imap.session.ClientState;
import org.facteur.imap.session.Completion;
import org.facteur.imap.session.Reply;

/**
 * The answer to a command that has removed messages: a client that resynchronises by mod-sequence is told with its end, when it has
 * been told of all that went, how far it is (RFC 7162 section 3.2.7).
 */
final class ReplyWithModSeq implements Reply {

    private final Reply reply;
    private final ClientState client;

    private ReplyWithModSeq(Reply reply, ClientState client) {
        this.reply = reply;
        this.client = client;
    }

    /** @param reply how it is answered otherwise, with OK and without a code */
    static Reply of(ClientState client, Reply reply) {
        return client.enabled().has(Extension.QRESYNC) ? new ReplyWithModSeq(reply, client) : reply;
    }

    @Override
    public boolean writeNext(ResponseWriter out) throws MailStoreException {
        return reply.writeNext(out);
    }

    @Override
    public Completion completion() {
        return Completion.ok(
                new ResponseCode.HighestModSeq(client.selected().toldModSeq()),
                reply.completion().text());
    }
}
