package org.facteur.mailstore.queue;

import java.time.Instant;
import org.facteur.api.queue.NextHop;

/**
 * Where mail for a domain goes, as administrators see it.
 *
 * @param domain in lower case and A-labels; {@link #ALL} for those that have no route of their own
 * @param receives whether mail for any address of the domain is taken from others, too, to be passed on there
 */
public record RelayRoute(String domain, NextHop hop, boolean receives, Instant created) {

    /** Instead of a domain: every one that has no route of its own. */
    public static final String ALL = "*";
}
