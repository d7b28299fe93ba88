package org.facteur.mailstore.tls;

import java.time.Instant;
import java.util.Optional;
import org.facteur.api.queue.StsPolicy;

/** What domains have said by MTA-STS. */
interface StsPolicyRepository {

    Optional<StsPolicy> find(String domain);

    /** In the place of an older one. */
    void put(String domain, StsPolicy policy);

    /** Forgets those whose time was over by then. */
    void forget(Instant now);
}
