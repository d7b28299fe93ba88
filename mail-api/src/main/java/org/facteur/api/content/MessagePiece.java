package org.facteur.api.content;

/** Some of the octets of a message that is put together: sent by its client, or in the store already (RFC 4469). */
public sealed interface MessagePiece {

    /** Octets. */
    long size();

    /** Octets that are sent. */
    record Sent(MessageSource source) implements MessagePiece {
        @Override
        public long size() {
            return source.size();
        }
    }

    /**
     * Octets of a content.
     *
     * @param offset the first of them, from 0
     * @param size within the content
     */
    record Stored(ContentId content, long offset, long size) implements MessagePiece {}
}
