package org.facteur.api.imap;

import java.time.Instant;
import java.util.List;
import org.facteur.api.content.MessagePiece;
import org.facteur.api.content.MessageSource;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MessageAnnotation;

/**
 * A message that a client stores by APPEND or REPLACE.
 *
 * @param flags the flags it begins with
 * @param internalDate as the client gives it, or the moment of its arrival; seconds count
 * @param annotations each with a value, no entry of a scope twice
 * @param pieces its octets, joined without anything between them; at least one
 */
public record AppendMessage(
        Flags flags, Instant internalDate, List<MessageAnnotation> annotations, List<MessagePiece> pieces) {

    public AppendMessage {
        annotations = List.copyOf(annotations);
        pieces = List.copyOf(pieces);
    }

    /** A message without annotations. */
    public AppendMessage(Flags flags, Instant internalDate, List<MessagePiece> pieces) {
        this(flags, internalDate, List.of(), pieces);
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
