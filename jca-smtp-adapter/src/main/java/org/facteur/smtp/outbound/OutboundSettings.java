package org.facteur.smtp.outbound;

import java.nio.file.Path;

/**
 * What applications may hand over.
 *
 * @param hostname what this server calls itself
 * @param spool where messages wait for the end of their transaction, as far as they are too large for memory
 * @param messageSize octets of the largest message
 * @param recipients of one message
 * @param hops Received fields of a message before it counts as looping
 * @param messages of one transaction
 * @param octets of all messages of one transaction
 */
public record OutboundSettings(
        String hostname, Path spool, long messageSize, int recipients, int hops, int messages, long octets) {}
