package org.facteur.api.content;

import java.io.ByteArrayInputStream;
import java.io.InputStream;

/** A message in memory. */
record OctetsSource(byte[] octets) implements MessageSource {

    @Override
    public long size() {
        return octets.length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets);
    }
}
