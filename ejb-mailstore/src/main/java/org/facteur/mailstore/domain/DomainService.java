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
import org.facteur.mailstore.routing.RouteRepository;

/** Makes, changes and deletes domains for an administrator. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class DomainService {

    @Inject
    private DomainRepository domains;

    @Inject
    private RouteRepository routes;

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
        return create(name, Quota.NONE);
    }

    /**
     * @param name in any case
     * @param defaultQuota what each account may keep, unless it has limits of its own
     * @throws AdministrationException {@code INVALID} with field {@code name}, {@code defaultQuotaBytes} or
     *     {@code defaultQuotaMessages}; {@code ALREADY_EXISTS}
     */
    public DomainSummary create(String name, Quota defaultQuota) throws AdministrationException {
        DomainName domainName = DomainName.parse(name)
                .orElseThrow(() -> AdministrationException.invalid("name", "This is not a domain name."));
        check(defaultQuota);
        if (domains.find(domainName).isPresent()) {
            throw AdministrationException.alreadyExists("name", "The domain " + domainName + " exists already.");
        }
        if (routes.findAlias(domainName).isPresent()) {
            throw AdministrationException.alreadyExists(
                    "name", "The name " + domainName + " is another name of a domain already.");
        }
        Domain domain = new Domain(domainName, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        domain.changeDefaultQuota(defaultQuota);
        domains.add(domain);
        return new DomainSummary(domain.name(), 0, defaultQuota, domain.created());
    }

    /**
     * @throws AdministrationException {@code NOT_FOUND}; {@code INVALID} with field {@code defaultQuotaBytes} or
     *     {@code defaultQuotaMessages}
     */
    public DomainSummary update(String name, DomainChange change) throws AdministrationException {
        Domain domain = lock(name);
        Quota before = domain.defaultQuota();
        Quota after = new Quota(
                Limit.after(change.defaultQuotaBytes(), before.bytes()),
                Limit.after(change.defaultQuotaMessages(), before.messages()));
        check(after);
        domain.changeDefaultQuota(after);
        domains.flush();
        return domains.summary(new DomainName(domain.name())).orElseThrow();
    }

    /** @throws AdministrationException {@code NOT_FOUND}, {@code IN_USE} while it has accounts, aliases, groups or other names */
    public void delete(String name) throws AdministrationException {
        Domain domain = lock(name);
        if (domains.hasAccounts(domain)) {
            throw AdministrationException.inUse("The domain " + domain.name() + " still has accounts.");
        }
        if (routes.has(domain)) {
            throw AdministrationException.inUse(
                    "The domain " + domain.name() + " still has aliases, groups or other names.");
        }
        domains.remove(domain);
    }

    private Domain lock(String name) throws AdministrationException {
        return DomainName.parse(name)
                .flatMap(domains::lock)
                .orElseThrow(() -> AdministrationException.notFound("There is no domain of this name."));
    }

    private static void check(Quota quota) throws AdministrationException {
        if (quota.bytes() != null && quota.bytes() < 0) {
            throw AdministrationException.invalid("defaultQuotaBytes", "A quota is 0 or more.");
        }
        if (quota.messages() != null && quota.messages() < 0) {
            throw AdministrationException.invalid("defaultQuotaMessages", "A quota is 0 or more.");
        }
    }
}
