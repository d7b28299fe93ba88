package org.facteur.api.message;

/**
 * A message as its header and its MIME parts describe it, computed once when the message arrives.
 *
 * @param envelope what the header says
 * @param root the message itself as a part: its header is the message's header
 */
public record MessageStructure(Envelope envelope, MimePart root) {}
