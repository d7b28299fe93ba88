package org.facteur.smtp.dmarc;

import java.util.Optional;
import java.util.Set;

/**
 * Domains that stand behind a message, in A-labels and lower case.
 *
 * @param signers by their signatures
 * @param sender by letting the client send for it (SPF), if it does
 */
public record Witnesses(Set<String> signers, Optional<String> sender) {

    public Witnesses {
        signers = Set.copyOf(signers);
    }

    /** Nobody. */
    public static Witnesses none() {
        return new Witnesses(Set.of(), Optional.empty());
    }
}
