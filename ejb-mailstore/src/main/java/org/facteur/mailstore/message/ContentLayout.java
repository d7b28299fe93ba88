package org.facteur.mailstore.message;

/**
 * Where the octets of a content are; it never changes.
 *
 * @param size octets of the whole
 * @param headSize octets in the head; the others are in chunks
 */
public record ContentLayout(long size, int headSize) {}
