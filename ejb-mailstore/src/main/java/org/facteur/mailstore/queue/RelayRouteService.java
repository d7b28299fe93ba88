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
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
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

    /** An address of a machine, or what a system without a domain calls one; whether it is one is seen when it is tried. */
    private static final Pattern HOST = Pattern.compile("[0-9A-Fa-f:.]{2,45}|[A-Za-z0-9_-]{1,63}");

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
     * @throws AdministrationException {@code INVALID} with field {@code domain}, {@code host}, {@code port} or {@code receives};
     *     {@code ALREADY_EXISTS} with field {@code domain}
     */
    public RelayRoute create(String domain, String host, int port, boolean receives) throws AdministrationException {
        String name = normal(domain)
                .orElseThrow(() -> AdministrationException.invalid(
                                "domain", "This is neither a domain name nor *, which stands for all.")
                        .because("no-domain", ""));
        RelayRoute route = checked(name, host, port, receives, Instant.now().truncatedTo(ChronoUnit.SECONDS));
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
    public RelayRoute update(String domain, String host, int port, boolean receives) throws AdministrationException {
        NextHopRow row = row(domain);
        RelayRoute present = row.route();
        RelayRoute route = checked(present.domain(), host, port, receives, present.created());
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

    private RelayRoute checked(String name, String host, int port, boolean receives, Instant created)
            throws AdministrationException {
        boolean isForAll = name.equals(RelayRoute.ALL);
        if (!isForAll && routes.isLocal(new DomainName(name))) {
            throw AdministrationException.invalid("domain", "This server keeps the mail of this domain itself.")
                    .because("own-domain", "");
        }
        if (isForAll && receives) {
            throw AdministrationException.invalid("receives", "Mail for all domains is taken from nobody.")
                    .because("open-relay", "");
        }
        String server = host.strip();
        if (DomainName.parse(server).isEmpty() && !HOST.matcher(server).matches()) {
            throw AdministrationException.invalid("host", "This is neither the name nor the address of a server.")
                    .because("no-host", "");
        }
        if (port < 1 || port > 65_535) {
            throw AdministrationException.invalid("port", "A port is from 1 to 65535.")
                    .because("no-port", "");
        }
        return new RelayRoute(name, new NextHop(server.toLowerCase(Locale.ROOT), port), receives, created);
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
