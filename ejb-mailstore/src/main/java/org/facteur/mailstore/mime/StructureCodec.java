package org.facteur.mailstore.mime;

import org.facteur.api.message.MessageStructure;

/** The compact binary form of a {@link MessageStructure} that the store keeps in a column. */
public final class StructureCodec {

    /** Octets of the longest encoding that {@link #encode} makes of what a {@link MimeScanner} found: 4 MiB. */
    public static final int MAX_ENCODED = 4 << 20;

    private StructureCodec() {}

    @SuppressWarnings("DoNotCallSuggester")
    public static byte[] encode(MessageStructure structure) {
        throw new UnsupportedOperationException();
    }

    /** @throws CorruptStructureException if the octets are not what {@link #encode} made */
    @SuppressWarnings("DoNotCallSuggester")
    public static MessageStructure decode(byte[] encoded) {
        throw new UnsupportedOperationException();
    }
}
