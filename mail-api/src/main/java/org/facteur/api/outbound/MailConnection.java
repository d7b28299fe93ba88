package org.facteur.api.outbound;

import jakarta.mail.Message;
import java.io.InputStream;

/**
 * Takes mail inside the transaction of its caller: what has been sent is delivered, or on its way, if the transaction commits, and
 * has never been there if it is rolled back. Without a transaction each message is committed when {@code send} returns.
 *
 * <p>A message is taken for all of its recipients or for none. Recipients of this server are looked for at once, and all get the message
 * after the commit, within moments; a failure from then on is reported to the sender by mail. A message that is refused leaves the transaction
 * as it was: the caller decides whether to go on.
 *
 * <p>Not safe for use by several threads.
 */
public interface MailConnection extends AutoCloseable {

    /**
     * Sends a message to all recipients that it names, in the name of the first address of Sender, or else of From.
     *
     * @throws RecipientsRefusedException if some of them do not exist, or cannot have it now
     * @throws OutboundException if it is refused for another reason, which its status tells
     */
    void send(Message message) throws OutboundException;

    /** Sends a message to whom the envelope names, whatever the message says. */
    void send(Envelope envelope, Message message) throws OutboundException;

    /**
     * Sends a message.
     *
     * @param message header and body (RFC 5322), read to its end and not closed; a line may end with CRLF, LF or CR
     */
    void send(Envelope envelope, InputStream message) throws OutboundException;

    /** Gives the connection back. What has been sent is a matter of the transaction. */
    @Override
    void close();
}
