package org.facteur.mailstore.search;

import org.facteur.api.content.ContentId;

/**
 * The part of a content that is read with its row.
 *
 * @param structure as the structure codec encodes it
 */
record SearchContent(ContentId content, long size, byte[] head, byte[] structure) {}
