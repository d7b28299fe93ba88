package org.facteur.mailstore.access;

import org.facteur.api.mailbox.Rights;

/** Adds up the lines of an access control list that concern one account: what is denied is denied, whoever gives it. */
final class EffectiveRights {

    private Rights given = Rights.NONE;
    private Rights denied = Rights.NONE;

    EffectiveRights with(Grant grant) {
        if (grant.grantee().isDenied()) {
            denied = denied.plus(grant.rights());
        } else {
            given = given.plus(grant.rights());
        }
        return this;
    }

    Rights rights() {
        return given.minus(denied);
    }
}
