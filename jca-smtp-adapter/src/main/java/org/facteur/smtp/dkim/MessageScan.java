package org.facteur.smtp.dkim;

import java.util.List;
import java.util.Optional;

/**
 * Reads a message, in any pieces, for what is signed of it: its header is held, up to a limit, of its body only the hash. Not thread-safe.
 */
public final class MessageScan {

    private final RelaxedBody body = new RelaxedBody();
    private final MessageReader reader = new MessageReader(header -> List.of(body));

    /** Takes the next octets. */
    public void accept(byte[] octets) {
        reader.accept(octets, octets.length);
    }

    /** Whether it can be signed; if not, no more of it need be read. */
    public boolean isSignable() {
        return reader.wantsMore();
    }

    /** There is no more. Empty if the message is none that could be signed: it has not one From, or its header is no header. */
    public Optional<SignedParts> end() {
        return reader.end().flatMap(SignedFields::of).map(fields -> new SignedParts(fields, body.hash()));
    }
}
