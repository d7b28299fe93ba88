package org.facteur.mailstore.delivery;

import org.facteur.api.smtp.RecipientDecision;

/** What has become of a message for one of its recipients. */
public record Receipt(RecipientDecision decision, Arrival arrival) {

    /** How far it has come, as far as its sender may hear of it (RFC 3461 section 5.2.7). */
    public enum Arrival {
        /** It has been refused, or waits in the queue, which tells more later. */
        OPEN,
        /** It is in the mailbox, or with the group, that the address is. */
        DELIVERED,
        /** It has gone on to several, of whom the sender does not hear. */
        EXPANDED
    }

    static Receipt open(RecipientDecision decision) {
        return new Receipt(decision, Arrival.OPEN);
    }
}
