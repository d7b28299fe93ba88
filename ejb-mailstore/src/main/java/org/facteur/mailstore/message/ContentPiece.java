package org.facteur.mailstore.message;

import org.facteur.api.content.ContentId;

/**
 * Octets that are in one row.
 *
 * @param chunk the number of the chunk, or {@link #HEAD}
 * @param offset the first octet, from 0 within the row
 * @param length how many, at least 1
 */
public record ContentPiece(ContentId content, int chunk, int offset, int length) {

    public static final int HEAD = -1;
}
