package org.facteur.api.content;

/** Identifies the immutable octets of a message; copies of the message share them. */
public record ContentId(long value) {}
