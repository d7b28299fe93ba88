package org.facteur.imap.session;

import org.facteur.api.MailStoreException;

/** A command that goes on over several lines of the client: IDLE until DONE, AUTHENTICATE until the mechanism is content. */
public interface Exchange {

    /** @param line without its CRLF */
    Turn answer(byte[] line) throws MailStoreException, CommandRefusedException;

    /** Whether the client waits to be told of changes in the meantime. */
    default boolean tellsUpdates() {
        return false;
    }
}
