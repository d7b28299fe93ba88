package org.facteur.api.imap;

import java.time.Instant;
import java.util.List;
import org.facteur.api.content.MessagePiece;
import org.facteur.api.content.MessageSource;
import org.facteur.api.mailbox.Flags;

/**
 * A message that a client stores by APPEND or REPLACE.
 *
 * @param flags the flags it begins with
 * @param internalDate as the client gives it, or the moment of its arrival; seconds count
 * @param pieces its octets, joined without anything between them; at least one
 */
public record AppendMessage(Flags flags, Instant internalDate, List<MessagePiece> pieces) {

    public AppendMessage {
        pieces = List.copyOf(pieces);
    }

    /** A message that came whole. */
    public AppendMessage(Flags flags, Instant internalDate, MessageSource source) {
        this(flags, internalDate, List.of(new MessagePiece.Sent(source)));
    }

    /** Octets of all pieces. */
    public long size() {
        return pieces.stream().mapToLong(MessagePiece::size).sum();
    }
}
