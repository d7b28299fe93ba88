package org.facteur.admin.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.facteur.mailstore.queue.RelayRoute;
import org.facteur.mailstore.queue.RelayRouteService;

/** {@code routes.xhtml}: where mail leaves this server to, by domain. */
@Named
@RequestScoped
public class RelayRoutesView {

    @Inject
    private RelayRouteService service;

    private List<RelayRoute> routes = List.of();

    @PostConstruct
    void load() {
        routes = service.list();
    }

    public List<RelayRoute> getRoutes() {
        return routes;
    }
}
