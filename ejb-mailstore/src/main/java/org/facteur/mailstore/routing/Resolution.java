package org.facteur.mailstore.routing;

import java.util.List;
import java.util.Optional;
import org.facteur.mailstore.account.MailAddress;

/**
 * Where an address leads.
 *
 * @param leaves some if and only if the fate is {@link Fate#HERE}, nobody twice
 */
public record Resolution(Fate fate, List<Leaf> leaves) {

    /** What becomes of mail for an address. */
    public enum Fate {
        /** This server knows to whom it goes. */
        HERE,
        /** Its domain is not one of this server's. */
        ELSEWHERE,
        /** Its domain is, and nobody has it. */
        UNKNOWN,
        /** It leads to nothing but itself. */
        LOOP,
        /** All the groups to which it leads refuse the sender. */
        REFUSED,
        /** It leads to more recipients, or over more steps, than there may be. */
        OVERFLOW
    }

    public Resolution {
        leaves = List.copyOf(leaves);
        if (leaves.isEmpty() == (fate == Fate.HERE)) {
            throw new IllegalArgumentException(fate + " " + leaves);
        }
    }

    static Resolution none(Fate fate) {
        return new Resolution(fate, List.of());
    }

    /** Of an address that is an account's own. */
    public static Resolution account(MailAddress address) {
        return new Resolution(Fate.HERE, List.of(new Leaf.Inbox(address, Optional.empty())));
    }
}
