package org.facteur.mailstore.domain;

import java.util.List;
import java.util.Optional;

/** The domains of this server. */
public interface DomainRepository {

    void add(Domain domain);

    void remove(Domain domain);

    /** Writes what has been changed, so that the next query sees it. */
    void flush();

    Optional<Domain> find(DomainName name);

    /** As {@link #find}, and nobody else changes or deletes it until the transaction ends. */
    Optional<Domain> lock(DomainName name);

    boolean hasAccounts(Domain domain);

    Optional<DomainSummary> summary(DomainName name);

    /** All domains, by name. */
    List<DomainSummary> summaries();

    long count();
}
