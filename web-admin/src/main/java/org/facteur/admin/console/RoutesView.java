package org.facteur.admin.console;

import jakarta.inject.Inject;
import java.util.List;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;
import org.facteur.mailstore.routing.RouteKind;
import org.facteur.mailstore.routing.RouteQuery;
import org.facteur.mailstore.routing.RouteService;
import org.facteur.mailstore.routing.RouteSummary;
import org.jspecify.annotations.Nullable;

/** A page of aliases or of groups, by address. Filter and page number are in its address. */
public abstract class RoutesView {

    static final int ROWS = 25;

    /** Addresses to which a route leads that a row shows. */
    private static final int SHOWN_TARGETS = 3;

    @Inject
    private RouteService service;

    @Inject
    private DomainService domainService;

    private final RouteKind kind;

    private @Nullable String filter;
    private @Nullable String domain;
    private int page = 1;

    private int total;
    private List<DomainSummary> domains = List.of();
    private List<RouteSummary> routes = List.of();

    RoutesView(RouteKind kind) {
        this.kind = kind;
    }

    /** Reads what the address asks for; a page beyond the last is the last. */
    public void load() {
        domains = domainService.list();
        total = Math.toIntExact(service.count(query(0)));
        page = Math.max(1, Math.min(page, getPages()));
        routes = service.page(query((page - 1) * ROWS));
    }

    private RouteQuery query(int first) {
        return new RouteQuery(kind, filter == null ? "" : filter.strip(), domain, first, ROWS, false);
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

    public boolean isFiltered() {
        return filter != null || domain != null;
    }

    public int getPages() {
        return Math.max(1, (total + ROWS - 1) / ROWS);
    }

    public int getTotal() {
        return total;
    }

    /** The number of the first of this page, counted from 1. */
    public int getFrom() {
        return total == 0 ? 0 : (page - 1) * ROWS + 1;
    }

    /** The number of the last of this page. */
    public int getTo() {
        return Math.min(total, page * ROWS);
    }

    public List<DomainSummary> getDomains() {
        return domains;
    }

    public List<RouteSummary> getRoutes() {
        return routes;
    }

    public @Nullable String getFilter() {
        return filter;
    }

    public void setFilter(@Nullable String filter) {
        this.filter = filter;
    }

    public @Nullable String getDomain() {
        return domain;
    }

    public void setDomain(@Nullable String domain) {
        this.domain = domain;
    }

    public int getPage() {
        return page;
    }

    public void setPage(int page) {
        this.page = page;
    }
}
