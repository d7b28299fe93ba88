package org.facteur.api.queue;

import java.util.Set;

/** Is told after commit that something has become due. A lost or doubled hint does no harm. */
@FunctionalInterface
public interface QueueObserver {

    /** Called on a thread of the application: hand over and return at once, throw nothing. */
    void due(Set<String> destinations);
}
