package org.facteur.mailstore.routing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.Domain;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.domain.DomainRepository;
import org.facteur.mailstore.persistence.Constraints;

/** Gives domains other names, and takes them away, for an administrator. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class DomainAliasService {

    @Inject
    private RouteRepository routes;

    @Inject
    private DomainRepository domains;

    /**
     * The other names of a domain, by name.
     *
     * @throws AdministrationException {@code NOT_FOUND}
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<DomainAlias> list(String domain) throws AdministrationException {
        return routes.aliases(domain(domain, domains::find));
    }

    /**
     * @param name in any case
     * @throws AdministrationException {@code NOT_FOUND} if there is no such domain; {@code INVALID} with field {@code name},
     *     {@code ALREADY_EXISTS}
     */
    public DomainAlias create(String domain, String name) throws AdministrationException {
        Domain locked = lock(domain);
        DomainName alias = DomainName.parse(name.strip())
                .orElseThrow(() -> AdministrationException.invalid("name", "This is not a domain name."));
        if (domains.find(alias).isPresent() || routes.findAlias(alias).isPresent()) {
            throw alreadyExists(alias);
        }
        DomainAlias made = new DomainAlias(alias, locked, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        try {
            routes.add(made);
        } catch (PersistenceException e) {
            if (Constraints.violated(e)) {
                throw alreadyExists(alias);
            }
            throw e;
        }
        return made;
    }

    /** @throws AdministrationException {@code NOT_FOUND} */
    public void delete(String domain, String name) throws AdministrationException {
        Domain locked = lock(domain);
        routes.remove(DomainName.parse(name)
                .flatMap(routes::findAlias)
                .filter(alias -> alias.isOf(locked))
                .orElseThrow(() -> AdministrationException.notFound("The domain has no such other name.")));
    }

    private Domain lock(String domain) throws AdministrationException {
        return domain(domain, domains::lock);
    }

    private static Domain domain(String domain, Function<DomainName, Optional<Domain>> finder)
            throws AdministrationException {
        return DomainName.parse(domain)
                .flatMap(finder)
                .orElseThrow(() -> AdministrationException.notFound("There is no domain of this name."));
    }

    private static AdministrationException alreadyExists(DomainName name) {
        return AdministrationException.alreadyExists(
                "name", "The name " + name + " is that of a domain, or another name of one, already.");
    }
}
