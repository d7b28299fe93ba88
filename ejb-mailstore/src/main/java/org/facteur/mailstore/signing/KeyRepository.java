package org.facteur.mailstore.signing;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.facteur.mailstore.domain.Domain;

/** The keys of all domains. */
public interface KeyRepository {

    void add(DomainKey key);

    void remove(DomainKey key);

    /** All keys of a domain, the oldest first. */
    List<DomainKey> of(Domain domain);

    Optional<DomainKey> find(Domain domain, String selector);

    /** The keys that sign for domains of these names, or of which these are other names; of each name rsa-sha256 first. */
    List<ActiveKey> active(Collection<String> names);
}
