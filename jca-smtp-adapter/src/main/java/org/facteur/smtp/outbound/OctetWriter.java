package org.facteur.smtp.outbound;

import java.io.IOException;
import java.io.OutputStream;

/** Who has a message, and writes it once. */
@FunctionalInterface
public interface OctetWriter {

    void writeTo(OutputStream out) throws IOException;
}
