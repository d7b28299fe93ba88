package org.facteur.api.message;

import java.util.function.Function;

/**
 * What clients are told of the structure of a message, as octets: made once by who tells it, and kept by who keeps the structure, so
 * that it is copied rather than made again for the next client.
 */
@FunctionalInterface
public interface StructureForms {

    /** What a client can ask for (RFC 3501 section 7.4.2). */
    enum Form {
        ENVELOPE,
        /** The structure without its extension data. */
        BODY,
        /** The structure with its extension data. */
        BODYSTRUCTURE
    }

    /**
     * The octets of a form.
     *
     * @param writer makes them of the structure; of equal structures the same, whoever asks
     * @return not to be changed
     */
    byte[] octets(Form form, Function<MessageStructure, byte[]> writer);

    /** Of a structure that is at hand; nothing is kept. */
    static StructureForms of(MessageStructure structure) {
        return (form, writer) -> writer.apply(structure);
    }
}
