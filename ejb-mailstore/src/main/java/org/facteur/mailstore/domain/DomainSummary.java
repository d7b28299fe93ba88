package org.facteur.mailstore.domain;

import java.time.Instant;

/**
 * A domain as an administrator sees it.
 *
 * @param name in lower case
 * @param accounts how many it has
 */
public record DomainSummary(String name, long accounts, Instant created) {}
