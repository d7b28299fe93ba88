package org.facteur.mailstore.fulltext;

/**
 * How far the index has come; committed with it, so that it never claims what it has not.
 *
 * @param upTo contents up to this id have been indexed, except those that were committed late
 * @param settled contents up to this id have been looked for again since
 */
public record IndexProgress(long upTo, long settled) {

    /** Of an index that holds nothing. */
    public static final IndexProgress NONE = new IndexProgress(0, 0);
}
