package org.facteur.mailstore.search;

import java.time.Instant;
import java.time.LocalDate;
import org.facteur.api.content.ContentId;
import org.jspecify.annotations.Nullable;

/**
 * What a search knows of a message without opening it.
 *
 * @param sentDate the date of its Date header as written, if it has one
 */
record SearchColumns(
        long uid,
        long flags,
        long size,
        Instant internalDate,
        @Nullable LocalDate sentDate,
        ContentId content) {}
