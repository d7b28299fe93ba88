package org.facteur.api.queue;

import java.util.Optional;

/**
 * What the application knows of TLS on the way to a destination.
 *
 * @param choice the administrator's; empty if what holds for all holds for it
 */
public record DestinationTls(Optional<TlsChoice> choice) {

    /** Nothing. */
    public static final DestinationTls UNKNOWN = new DestinationTls(Optional.empty());
}
