package org.facteur.mailstore.greylist;

import java.time.Instant;
import java.util.Optional;

/** Who has tried, and who has come again. */
interface GreylistRepository {

    /** When somebody last came again from a network. */
    Optional<Instant> lastSeen(String network);

    void saw(String network, Instant now);

    /** When a triplet was tried first. */
    Optional<Instant> firstTried(String triplet);

    /** Notes the first attempt, in place of an older one. */
    void tried(String triplet, Instant now);

    /** Forgets attempts and networks of before these moments. */
    void forget(Instant triedBefore, Instant seenBefore);

    /** How many attempts are remembered. */
    long attempts();
}
