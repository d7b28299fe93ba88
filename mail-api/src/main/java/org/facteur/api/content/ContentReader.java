package org.facteur.api.content;

import java.util.List;
import org.facteur.api.MailStoreException;

/**
 * Reads message octets range by range, so that no connection of the database waits for a slow client and memory does
 * not grow with a message.
 */
public interface ContentReader {

    /** The most octets that one {@link #read} returns, all ranges together: 1 MiB. */
    int MAX_READ = 1 << 20;

    /**
     * Reads some ranges in one round trip.
     *
     * @param ranges their lengths add up to {@link #MAX_READ} at most
     * @return the octets of each range in the order asked for, clipped to its content
     * @throws MailStoreException {@code UNAVAILABLE}; also when the content has been collected meanwhile
     */
    List<byte[]> read(List<ContentRange> ranges) throws MailStoreException;
}
