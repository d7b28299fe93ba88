package org.facteur.mailstore.access;

import org.facteur.api.account.AccountId;

/**
 * Who is given rights, or denied them.
 *
 * @param id of an account, or {@link #ANYONE}
 * @param isDenied whether the rights are taken away
 */
record Grantee(long id, boolean isDenied) {

    /** Every account; no account has this id. */
    static final long ANYONE = 0;

    boolean is(AccountId account) {
        return id == account.value();
    }
}
