package org.facteur.imap.framing;

import java.util.List;
import org.facteur.wire.spool.Spool;

/**
 * The octets of one command as the client sent them, its last CRLF excluded. A literal stands where it was sent,
 * behind its header {@code {n}} and CRLF; the octets of a message are not here but in their spool.
 *
 * <p>Whoever takes a complete command closes it, which gives the spools back.
 *
 * @param octets never changed
 * @param messages the literals that were spooled, in their order
 * @param complete false if this is the command up to the message that its client is about to send
 */
public record FramedCommand(byte[] octets, List<SpooledLiteral> messages, boolean complete) implements AutoCloseable {

    public FramedCommand {
        messages = List.copyOf(messages);
    }

    /**
     * A literal that is not among the octets of its command.
     *
     * @param position where in the octets of the command it would stand: behind the CRLF of its header
     */
    public record SpooledLiteral(int position, Spool octets) {}

    @Override
    public void close() {
        for (SpooledLiteral message : messages) {
            message.octets().close();
        }
    }
}
