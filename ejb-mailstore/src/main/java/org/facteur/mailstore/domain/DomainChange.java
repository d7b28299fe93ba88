package org.facteur.mailstore.domain;

import org.jspecify.annotations.Nullable;

/**
 * What to change of a domain; null leaves a property as it is.
 *
 * @param defaultQuotaBytes octets that an account of it may keep, if it has no limit of its own
 * @param defaultQuotaMessages messages, likewise
 */
public record DomainChange(
        @Nullable Limit defaultQuotaBytes, @Nullable Limit defaultQuotaMessages) {}
