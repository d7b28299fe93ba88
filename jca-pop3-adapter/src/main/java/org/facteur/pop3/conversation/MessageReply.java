package org.facteur.pop3.conversation;

import java.util.List;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.ContentRange;
import org.facteur.api.content.ContentReader;
import org.facteur.api.pop3.Maildrop;
import org.facteur.wire.session.Answer;
import org.facteur.wire.session.WireOutput;
import org.jspecify.annotations.Nullable;

/** A message, or its beginning, as a multi-line reply: read from the store piece by piece, while the client takes it. */
final class MessageReply implements Answer {

    /** What is read from the store at once. */
    static final int PIECE = 64 * 1024;

    private final Maildrop.Message message;
    private final ContentReader reader;
    private final Lease lease;
    private final @Nullable LineLimit limit;
    private final DotStuffing stuffing = new DotStuffing();
    private final int taken;
    private byte @Nullable [] first;
    private long position;

    /**
     * @param first its first octets, which have been read already, so that a store that fails then fails the command and
     *     not the connection
     * @param taken how many octets of the message they stand for
     * @param limit null for the whole message
     */
    MessageReply(
            Maildrop.Message message,
            byte[] first,
            int taken,
            ContentReader reader,
            Lease lease,
            @Nullable LineLimit limit) {
        this.message = message;
        this.first = first;
        this.taken = taken;
        this.reader = reader;
        this.lease = lease;
        this.limit = limit;
    }

    /** Reads the next octets of a message, {@value #PIECE} of them if there are so many. */
    static byte[] read(ContentReader reader, Maildrop.Message message, long position) throws MailStoreException {
        int length = (int) Math.min(PIECE, message.size() - position);
        byte[] octets = reader.read(List.of(new ContentRange(message.content(), position, length)))
                .get(0);
        if (octets.length != length) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The message is shorter than it is listed");
        }
        return octets;
    }

    @Override
    public boolean writeNext(WireOutput out) throws MailStoreException {
        byte[] octets = first;
        if (octets == null) {
            lease.keep();
            octets = read(reader, message, position);
            position += octets.length;
        } else {
            first = null;
            position = taken;
        }
        stuffing.write(octets, limit == null ? octets.length : limit.shown(octets), out);
        if (position < message.size() && (limit == null || !limit.isReached())) {
            return true;
        }
        stuffing.end(out);
        return false;
    }
}
