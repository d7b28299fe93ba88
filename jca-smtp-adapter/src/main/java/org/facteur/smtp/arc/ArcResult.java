package org.facteur.smtp.arc;

/**
 * What comes of the chain of a message.
 *
 * @param reason a few words of ASCII; empty for none
 */
public record ArcResult(ChainStatus status, String reason) {}
