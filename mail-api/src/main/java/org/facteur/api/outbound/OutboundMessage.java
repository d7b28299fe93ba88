package org.facteur.api.outbound;

import org.facteur.api.content.MessageSource;

/**
 * A message that an application has handed over.
 *
 * @param envelope has at least one recipient, none twice; its parameters say what octets the message consists of
 * @param source its octets, with a Received field of this server, Date and Message-ID
 */
public record OutboundMessage(Envelope envelope, MessageSource source) {}
