package org.facteur.imap.syntax;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.facteur.api.content.MessageSource;

/** A message that came among the octets of its command, before login, where no message is spooled. */
record OctetsSource(byte[] octets, int offset, int length) implements MessageSource {

    @Override
    public long size() {
        return length;
    }

    @Override
    public InputStream open() {
        return new ByteArrayInputStream(octets, offset, length);
    }
}
