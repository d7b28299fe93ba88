package org.facteur.imap.command;

/**
 * A part of a result (RFC 9394 section 4): {@code 1:100} are the first hundred, {@code -1:-100} the last.
 *
 * @param from 1 to 2^32-1, or its negative; as the client wrote it, the larger number possibly first
 * @param to of the same sign
 */
public record PartialRange(long from, long to) {

    public PartialRange {
        if (from == 0 || to == 0 || (from < 0) != (to < 0)) {
            throw new IllegalArgumentException(from + ":" + to);
        }
    }

    /** The place of the first result that is meant, from 0, in a result of that size. */
    public long first(long size) {
        return from > 0 ? Math.min(from, to) - 1 : Math.max(0, size + Math.min(from, to));
    }

    /** The place behind the last result that is meant: not greater than the size. */
    public long end(long size) {
        return from > 0 ? Math.min(size, Math.max(from, to)) : Math.max(0, size + Math.max(from, to) + 1);
    }

    /** As the client wrote it. */
    @Override
    public String toString() {
        return from + ":" + to;
    }
}
