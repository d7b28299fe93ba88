package org.facteur.mailstore.tls;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The policies of administrators. */
interface TlsPolicyRepository {

    Optional<TlsPolicy> find(String domain);

    /** Of those names the one that says most: the longest. */
    Optional<TlsPolicy> findClosest(Collection<String> domains);

    /** By domain, those behind the given one. */
    List<TlsPolicy> list(String after, int count);

    void add(TlsPolicy policy);

    /** Whether there was one. */
    boolean change(TlsPolicy policy);

    /** Whether there was one. */
    boolean remove(String domain);
}
