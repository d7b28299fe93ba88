package org.facteur.mailstore.text;

import java.io.IOException;
import java.io.InputStream;
import org.facteur.api.message.MessageStructure;

/** A stored message as {@link MessageTextSearch} reads it; nothing is read that the search does not need. */
public interface SearchableMessage {

    MessageStructure structure() throws IOException;

    /**
     * Opens some octets of the message: the header once at most, and the body once at most. The search passes over attachments
     * with {@link InputStream#skip}, so a stream does well to skip without reading; and it often closes it before its end.
     *
     * @param offset the first octet, from 0
     * @param length how many octets at most
     */
    InputStream open(long offset, long length) throws IOException;
}
