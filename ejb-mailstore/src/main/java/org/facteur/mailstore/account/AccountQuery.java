package org.facteur.mailstore.account;

import org.jspecify.annotations.Nullable;

/**
 * Which accounts an administrator wants to see, and in which order.
 *
 * @param filter part of an address in any case; empty for all
 * @param domain only accounts of this domain, unless null
 * @param first how many to leave out, from 0
 * @param count the most to answer with, 1 to {@link #MAX_COUNT}
 */
public record AccountQuery(
        String filter, @Nullable String domain, int first, int count, Sort sort, boolean descending) {

    public static final int MAX_COUNT = 1_000;

    /** What the accounts are ordered by; the address decides between equals. */
    public enum Sort {
        ADDRESS,
        QUOTA,
        USED,
        CREATED
    }

    public AccountQuery {
        if (first < 0 || count < 1 || count > MAX_COUNT) {
            throw new IllegalArgumentException("first " + first + ", count " + count);
        }
    }

    /** The first accounts by address. */
    public static AccountQuery all() {
        return new AccountQuery("", null, 0, MAX_COUNT, Sort.ADDRESS, false);
    }
}
