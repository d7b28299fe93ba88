package org.facteur.imap.store;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.facteur.api.content.MessageSource;

/** A message in memory. */
public record BytesSource(byte[] octets) implements MessageSource {

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets);
    }
}
