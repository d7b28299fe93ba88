package org.facteur.api.account;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What an account has, and may have, of each resource that is limited (RFC 9208 section 3.1): all its mailboxes are under one root.
 *
 * @param name the address of the account
 * @param resources those that are limited
 */
public record QuotaRoot(String name, Map<QuotaResource, Use> resources) {

    public QuotaRoot {
        EnumMap<QuotaResource, Use> copy = new EnumMap<>(QuotaResource.class);
        copy.putAll(resources);
        resources = Collections.unmodifiableMap(copy);
    }

    /**
     * @param used how much it has
     * @param limit how much it may have
     */
    public record Use(long used, long limit) {}
}
