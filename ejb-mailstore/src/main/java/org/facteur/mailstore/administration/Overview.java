package org.facteur.mailstore.administration;

import java.time.Instant;

/**
 * The server at a glance.
 *
 * @param bytes of all messages, a copy counted like its original
 * @param database product and version
 * @param version of Facteur
 * @param dataFolder where it keeps its files
 * @param started when
 */
public record Overview(
        long domains,
        long accounts,
        long messages,
        long bytes,
        String database,
        String version,
        String dataFolder,
        Instant started) {}
