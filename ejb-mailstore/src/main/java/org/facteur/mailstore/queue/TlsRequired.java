package org.facteur.mailstore.queue;

import java.io.IOException;
import java.io.InputStream;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.content.MessageSource;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.mailstore.mime.HeaderField;
import org.facteur.mailstore.mime.HeaderFieldReader;

/**
 * The field {@code TLS-Required} of a message (RFC 8689 section 5), whose one value is {@code No}: what a destination asks for is
 * not to keep the message back. Looked at are the first {@link FetchedMessage#MAX_HEADER} octets.
 */
public final class TlsRequired {

    private static final String NAME = "TLS-Required";

    private TlsRequired() {}

    /**
     * Whether a message says No.
     *
     * @throws MailStoreException {@code UNAVAILABLE} if it cannot be read
     */
    public static boolean isWaived(MessageSource message) throws MailStoreException {
        try (InputStream octets = message.open()) {
            HeaderFieldReader header = new HeaderFieldReader(octets);
            int read = 0;
            for (HeaderField field = header.next(); field != null; field = header.next()) {
                read += field.name().length() + field.value().length();
                if (read > FetchedMessage.MAX_HEADER) {
                    return false;
                }
                if (field.is(NAME)) {
                    return field.value().equalsIgnoreCase("No");
                }
            }
            return false;
        } catch (IOException e) {
            throw new MailStoreException(Reason.UNAVAILABLE, "The message cannot be read again", e);
        }
    }
}
