package org.facteur.mailstore.message;

/**
 * Where the octets of a content are, and the first of them.
 *
 * @param octets as many of the head as were asked for, or all
 */
record ContentHead(ContentLayout layout, byte[] octets) {}
