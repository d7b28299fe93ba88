package org.facteur.mailstore.queue;

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
import org.facteur.api.queue.NextHop;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.persistence.Constraints;
import org.facteur.mailstore.routing.RouteRepository;

/** Lays, changes and takes away the routes by which mail leaves this server, for an administrator. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class RelayRouteService {

    @Inject
    private NextHopRepository hops;

    @Inject
    private RouteRepository routes;

    /** All, by domain. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<RelayRoute> list() {
        return hops.all().stream().map(NextHopRow::route).toList();
    }

    /** @param domain in any case, or {@link RelayRoute#ALL} */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<RelayRoute> find(String domain) {
        return hops.find(normal(domain).orElse(domain)).map(NextHopRow::route);
    }

    /**
     * @throws AdministrationException {@code INVALID} with field {@code domain} or one of the draft; {@code ALREADY_EXISTS} with field
     *     {@code domain}
     */
    public RelayRoute create(String domain, RelayRouteDraft draft) throws AdministrationException {
        String name = normal(domain)
                .orElseThrow(() -> AdministrationException.invalid(
                                "domain", "This is neither a domain name nor *, which stands for all.")
                        .because("no-domain", ""));
        RelayRoute route = checked(name, draft, Optional.empty(), Instant.now().truncatedTo(ChronoUnit.SECONDS));
        if (hops.find(name).isPresent()) {
            throw alreadyExists();
        }
        try {
            hops.add(new NextHopRow(route));
        } catch (PersistenceException e) {
            if (Constraints.violated(e)) {
                throw alreadyExists();
            }
            throw e;
        }
        return route;
    }

    /** @throws AdministrationException {@code NOT_FOUND}; {@code INVALID} as {@link #create} */
    public RelayRoute update(String domain, RelayRouteDraft draft) throws AdministrationException {
        NextHopRow row = row(domain);
        RelayRoute present = row.route();
        RelayRoute route = checked(present.domain(), draft, Optional.of(present.hop()), present.created());
        row.change(route);
        return route;
    }

    /** @throws AdministrationException {@code NOT_FOUND} */
    public void delete(String domain) throws AdministrationException {
        hops.remove(row(domain));
    }

    private NextHopRow row(String domain) throws AdministrationException {
        return normal(domain)
                .flatMap(hops::find)
                .orElseThrow(() -> AdministrationException.notFound("There is no route for this domain."));
    }

    private RelayRoute checked(String name, RelayRouteDraft draft, Optional<NextHop> present, Instant created)
            throws AdministrationException {
        boolean isForAll = name.equals(RelayRoute.ALL);
        if (!isForAll && routes.isLocal(new DomainName(name))) {
            throw AdministrationException.invalid("domain", "This server keeps the mail of this domain itself.")
                    .because("own-domain", "");
        }
        if (isForAll && draft.receives()) {
            throw AdministrationException.invalid("receives", "Mail for all domains is taken from nobody.")
                    .because("open-relay", "");
        }
        return new RelayRoute(name, NextHopDrafts.checked(draft, present), draft.receives(), created);
    }

    private static AdministrationException alreadyExists() {
        return AdministrationException.alreadyExists("domain", "There is a route for this domain already.")
                .because("route", "");
    }

    private static Optional<String> normal(String domain) {
        String name = domain.strip();
        return name.equals(RelayRoute.ALL)
                ? Optional.of(name)
                : DomainName.parse(name).map(DomainName::value);
    }
}
