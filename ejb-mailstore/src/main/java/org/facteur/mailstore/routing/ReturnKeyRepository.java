package org.facteur.mailstore.routing;

import java.time.Instant;
import java.util.Optional;

/** The one key with which reverse-paths are signed. */
public interface ReturnKeyRepository {

    Optional<byte[]> find();

    /** Whether it is this one now: there was none before. */
    boolean addIfNone(byte[] key, Instant now);
}
