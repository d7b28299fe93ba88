package org.facteur.api.content;

import java.io.IOException;
import java.io.InputStream;

/**
 * A complete message on its way into the store, as RFC 5322 octets with CRLF line ends, without dot-stuffing.
 *
 * <p>It is valid for the duration of the call that it is passed to, and may be opened several times.
 */
public interface MessageSource {

    /** The size in octets. */
    long size();

    /** A new stream from the first octet; the caller closes it. */
    InputStream open() throws IOException;

    /** A short message that is in memory. */
    static MessageSource of(byte[] octets) {
        return new OctetsSource(octets);
    }
}
