package org.facteur.admin.console;

import jakarta.inject.Inject;
import java.util.List;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteQuery;
import org.facteur.mailstore.routing.RouteService;
import org.facteur.mailstore.routing.RouteSummary;

/** A page of aliases or of groups, by address. Filter and page number are in its address. */
public abstract class RoutesView extends NumberedPages {

    /** Addresses to which a route leads that a row shows. */
    private static final int SHOWN_TARGETS = 3;

    @Inject
    private RouteService service;

    @Inject
    private DomainService domainService;

    private final RouteKind kind;

    private List<DomainSummary> domains = List.of();
    private List<RouteSummary> routes = List.of();

    RoutesView(RouteKind kind) {
        this.kind = kind;
    }

    /** Reads what the address asks for; a page beyond the last is the last. */
    public void load() {
        domains = domainService.list();
        found(service.count(query(0)));
        routes = service.page(query(first()));
    }

    private RouteQuery query(int first) {
        return new RouteQuery(kind, part(), getDomain(), first, ROWS, false);
    }

    /** The first of those to whom a route leads. */
    public List<String> firstTargets(RouteSummary route) {
        List<String> targets = route.route().targets();
        return targets.subList(0, Math.min(SHOWN_TARGETS, targets.size()));
    }

    /** How many there are beside {@link #firstTargets}. */
    public int moreTargets(RouteSummary route) {
        return Math.max(0, route.route().targets().size() - SHOWN_TARGETS);
    }

    public List<DomainSummary> getDomains() {
        return domains;
    }

    public List<RouteSummary> getRoutes() {
        return routes;
    }
}
