package org.facteur.pop3.conversation;

import org.facteur.api.MailStoreException;
import org.facteur.api.content.ContentReader;
import org.facteur.api.pop3.Maildrop;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.WireOutput;

/** A message as its octets and nothing else, read from the store piece by piece, while the client takes it. */
final class MessageOctets implements Answer {

    private final Maildrop.Message message;
    private final ContentReader reader;
    private final Lease lease;
    private byte[] next;
    private long position;

    /** @param first its first octets, which have been read already, so that a store that fails then fails the command */
    MessageOctets(Maildrop.Message message, byte[] first, ContentReader reader, Lease lease) {
        this.message = message;
        this.next = first;
        this.reader = reader;
        this.lease = lease;
    }

    @Override
    public boolean writeNext(WireOutput out) throws MailStoreException {
        if (position > 0) {
            lease.keep();
            next = MessageReply.read(reader, message, position);
        }
        out.write(next);
        position += next.length;
        return position < message.size();
    }
}
