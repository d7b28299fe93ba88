package org.facteur.mailstore.message;

import java.time.LocalDate;
import org.facteur.api.content.ContentId;
import org.facteur.api.message.MessageStructure;
import org.jspecify.annotations.Nullable;

/**
 * Content that this transaction has written, for messages to refer to.
 *
 * @param size octets
 * @param sentDate the date of its Date header as written
 * @param chunks how many rows it takes beside its head
 * @param messageId normalised, without angle brackets; null if it has none
 * @param structure its parts, with offsets from its first octet
 */
public record WrittenContent(
        ContentId id,
        long size,
        @Nullable LocalDate sentDate,
        int chunks,
        @Nullable String messageId,
        MessageStructure structure) {}
