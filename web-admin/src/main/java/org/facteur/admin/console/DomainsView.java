package org.facteur.admin.console;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.domain.DomainSummary;

/** {@code domains.xhtml}: all domains, by name. */
@Named
@RequestScoped
public class DomainsView {

    @Inject
    private DomainService service;

    private List<DomainSummary> domains = List.of();

    @PostConstruct
    void load() {
        domains = service.list();
    }

    public List<DomainSummary> getDomains() {
        return domains;
    }
}
