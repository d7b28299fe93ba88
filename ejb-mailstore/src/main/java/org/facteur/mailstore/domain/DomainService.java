package org.facteur.mailstore.domain;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;

/** Makes and deletes domains for an administrator. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class DomainService {

    @Inject
    private DomainRepository domains;

    /** All domains, by name. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<DomainSummary> list() {
        return domains.summaries();
    }

    /** @param name in any case */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<DomainSummary> find(String name) {
        return DomainName.parse(name).flatMap(domains::summary);
    }

    /**
     * @param name in any case
     * @throws AdministrationException {@code INVALID} with field {@code name}, {@code ALREADY_EXISTS}
     */
    public DomainSummary create(String name) throws AdministrationException {
        DomainName domainName = DomainName.parse(name)
                .orElseThrow(() -> AdministrationException.invalid("name", "This is not a domain name."));
        if (domains.find(domainName).isPresent()) {
            throw AdministrationException.alreadyExists("name", "The domain " + domainName + " exists already.");
        }
        Domain domain = new Domain(domainName, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        domains.add(domain);
        return new DomainSummary(domain.name(), 0, domain.created());
    }

    /** @throws AdministrationException {@code NOT_FOUND}, {@code IN_USE} while it has accounts */
    public void delete(String name) throws AdministrationException {
        Domain domain = DomainName.parse(name)
                .flatMap(domains::lock)
                .orElseThrow(() -> AdministrationException.notFound("There is no domain of this name."));
        if (domains.hasAccounts(domain)) {
            throw AdministrationException.inUse("The domain " + domain.name() + " still has accounts.");
        }
        domains.remove(domain);
    }
}
