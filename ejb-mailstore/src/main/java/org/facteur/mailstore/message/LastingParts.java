package org.facteur.mailstore.message;

import java.time.Instant;
import java.util.Set;
import org.facteur.api.content.ContentId;
import org.facteur.api.imap.FetchPart;
import org.facteur.api.imap.FetchedMessage;
import org.facteur.api.message.MessageStructure;
import org.facteur.mailstore.mime.StructureCodec;
import org.jspecify.annotations.Nullable;

/**
 * What has been read of a message and stays as it is as long as there is the message.
 *
 * @param internalDate seconds since 1970
 * @param structure encoded, which is a tenth of its objects; null if it has not been read
 * @param knowsHeader whether the header has been read
 * @param header null if it has not been read, or is too long to be kept apart
 */
record LastingParts(
        long internalDate,
        long size,
        long content,
        byte @Nullable [] structure,
        boolean knowsHeader,
        byte @Nullable [] header) {

    /** What is read of a message that can be kept. */
    static final Set<FetchPart> KINDS = Set.of(FetchPart.STRUCTURE, FetchPart.HEADER);

    /** The objects beside the arrays: this one, its key, and what the cache has for an entry. */
    private static final int BYTES = 200;

    int bytes() {
        return BYTES + (structure == null ? 0 : structure.length) + (header == null ? 0 : header.length);
    }

    boolean has(Set<FetchPart> parts) {
        return (structure != null || !parts.contains(FetchPart.STRUCTURE))
                && (knowsHeader || !parts.contains(FetchPart.HEADER));
    }

    /** These, and what another reading of the same message has beside them. */
    LastingParts with(LastingParts other) {
        return new LastingParts(
                internalDate,
                size,
                content,
                structure == null ? other.structure : structure,
                knowsHeader || other.knowsHeader,
                header == null ? other.header : header);
    }

    /** The message with these parts, and with what changes of it. */
    FetchedMessage fetched(long uid, long modSeq, long flags, Set<FetchPart> parts) {
        MessageStructure decoded =
                structure != null && parts.contains(FetchPart.STRUCTURE) ? StructureCodec.decode(structure) : null;
        return new FetchedMessage(
                uid,
                modSeq,
                flags,
                Instant.ofEpochSecond(internalDate),
                size,
                new ContentId(content),
                decoded,
                parts.contains(FetchPart.HEADER) ? header : null,
                null,
                null,
                null,
                null);
    }
}
