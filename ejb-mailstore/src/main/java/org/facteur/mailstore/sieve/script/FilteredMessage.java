package org.facteur.mailstore.sieve.script;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.facteur.api.message.MimePart;

/** The message that a script runs for; what it does not ask for is not read. Every answer is bounded. */
public interface FilteredMessage {

    /** Octets of the whole. */
    long size();

    /** When it arrived. */
    Instant received();

    /**
     * The values of the header fields of a name, in their order.
     *
     * @param name in any case
     * @return unfolded, one {@code char} an octet, encoded words as they are
     */
    List<String> fields(String name) throws IOException;

    /** The body as it is, read as UTF-8; empty if there is none. */
    List<String> rawBody() throws IOException;

    /**
     * The texts of parts, in their order: of a multipart what stands before and after its parts, of a message the header of the
     * message within, of every other part its body with the transfer encoding and the charset undone.
     */
    List<String> parts(Predicate<MimePart> wanted) throws IOException;
}
