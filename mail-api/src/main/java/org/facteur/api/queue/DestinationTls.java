package org.facteur.api.queue;

import java.util.Optional;

/**
 * What the application knows of TLS on the way to a destination.
 *
 * @param choice the administrator's; empty if what holds for all holds for it
 * @param policy what the domain has said by MTA-STS when it was last asked; also if its time is over
 */
public record DestinationTls(Optional<TlsChoice> choice, Optional<StsPolicy> policy) {

    /** Nothing. */
    public static final DestinationTls UNKNOWN = new DestinationTls(Optional.empty(), Optional.empty());
}
