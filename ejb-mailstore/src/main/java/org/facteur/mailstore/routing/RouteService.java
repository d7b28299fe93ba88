package org.facteur.mailstore.routing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.PersistenceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.administration.StoreUnavailableException;
import org.facteur.mailstore.domain.Domain;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.domain.DomainRepository;
import org.facteur.mailstore.persistence.Constraints;
import org.facteur.mailstore.routing.Resolution.Fate;

/** Makes, changes and deletes aliases and groups for an administrator. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class RouteService {

    /** Where one alias leads, and who is in one group, at most: as many as one address may reach at all. */
    public static final int MAX_TARGETS = Router.MAX_RECIPIENTS;

    /** The longest name of a group. */
    public static final int MAX_DISPLAY_NAME = 200;

    private static final int MAX_ADDRESS = 320;

    @Inject
    private RouteRepository routes;

    @Inject
    private DomainRepository domains;

    @Inject
    private AccountRepository accounts;

    @Inject
    private Router router;

    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<RouteSummary> page(RouteQuery query) {
        return routes.summaries(query);
    }

    /** How many the query matches, whatever its page. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public long count(RouteQuery query) {
        return routes.count(query);
    }

    /** @param address in any case */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Optional<RouteSummary> find(RouteKind kind, String address) {
        return routes.summary(normal(address), kind);
    }

    /**
     * @param wanted its addresses in any case
     * @throws AdministrationException {@code INVALID} with field {@code address}, {@code targets}, {@code members},
     *     {@code displayName}, {@code owner} or {@code posters}; {@code ALREADY_EXISTS}
     */
    public RouteSummary create(RouteDraft wanted) throws AdministrationException {
        DomainName domainName = domainOf(wanted);
        Domain domain = domains.lock(domainName)
                .orElseThrow(() -> AdministrationException.invalid(
                        "address", "The domain " + domainName + " is not one of this server's."));
        RouteDraft draft = checked(wanted);
        if (routes.exists(draft.address())
                || MailAddress.parse(draft.address()).flatMap(accounts::find).isPresent()) {
            throw alreadyExists(draft);
        }
        checkWay(draft);
        Route route = new Route(domain, draft, Instant.now().truncatedTo(ChronoUnit.SECONDS));
        try {
            routes.add(route, draft.targets(), draft.posters());
        } catch (PersistenceException e) {
            if (Constraints.violated(e)) {
                throw alreadyExists(draft);
            }
            throw e;
        }
        return new RouteSummary(draft, route.created());
    }

    /**
     * Changes where an address leads, and what holds for a group.
     *
     * @param wanted its address and kind say which
     * @throws AdministrationException {@code NOT_FOUND}; {@code INVALID} as {@link #create}
     */
    public RouteSummary update(RouteDraft wanted) throws AdministrationException {
        Route route = lock(wanted.kind(), wanted.address());
        RouteDraft draft = checked(wanted);
        checkWay(draft);
        route.change(draft);
        routes.change(route, draft.targets(), draft.posters());
        return new RouteSummary(draft, route.created());
    }

    /** @throws AdministrationException {@code NOT_FOUND} */
    public void delete(RouteKind kind, String address) throws AdministrationException {
        routes.remove(lock(kind, address));
    }

    /** Under the lock of its domain, as all that changes what is at a domain. */
    private Route lock(RouteKind kind, String address) throws AdministrationException {
        String normal = normal(address);
        return MailAddress.domainOf(normal)
                .flatMap(domains::lock)
                .flatMap(domain -> routes.find(normal, kind))
                .orElseThrow(() -> AdministrationException.notFound(
                        kind == RouteKind.ALIAS
                                ? "There is no alias of this address."
                                : "There is no group of this address."));
    }

    private static DomainName domainOf(RouteDraft wanted) throws AdministrationException {
        boolean isCatchAll = wanted.address().startsWith("@");
        if (isCatchAll && wanted.kind() == RouteKind.GROUP) {
            throw AdministrationException.invalid("address", "A group has a name before the @.");
        }
        return (isCatchAll
                        ? DomainName.parse(wanted.address().substring(1))
                        : MailAddress.parse(wanted.address()).map(MailAddress::domain))
                .orElseThrow(() -> AdministrationException.invalid("address", "This is not an e-mail address."));
    }

    /** What REST calls those to whom it leads. */
    private static String targetsOf(RouteDraft draft) {
        return draft.kind() == RouteKind.GROUP ? "members" : "targets";
    }

    private static AdministrationException alreadyExists(RouteDraft draft) {
        return AdministrationException.alreadyExists(
                        "address", "There is an account, an alias or a group " + draft.address() + " already.")
                .because("taken", draft.address());
    }

    /** The draft with its addresses as they are kept. */
    private RouteDraft checked(RouteDraft draft) throws AdministrationException {
        String displayName = draft.displayName().strip();
        if (displayName.length() > MAX_DISPLAY_NAME || displayName.chars().anyMatch(Character::isISOControl)) {
            throw AdministrationException.invalid(
                    "displayName",
                    "A name has at most " + MAX_DISPLAY_NAME + " characters, none of them a control character.");
        }
        List<String> targets = addresses(targetsOf(draft), draft.targets());
        if (targets.isEmpty()) {
            throw AdministrationException.invalid(targetsOf(draft), "It leads to at least one address.")
                    .because("nowhere", "");
        }
        List<String> posters = addresses("posters", draft.posters());
        if (draft.posting() == Posting.NAMED && posters.isEmpty()) {
            throw AdministrationException.invalid("posters", "Name those who may post.");
        }
        Optional<String> owner = draft.owner().map(String::strip).filter(address -> !address.isEmpty());
        if (owner.isPresent()) {
            addresses("owner", List.of(owner.get()));
        }
        return new RouteDraft(
                normal(draft.address()),
                draft.kind(),
                targets,
                displayName,
                draft.posting(),
                owner.map(RouteService::normal),
                posters);
    }

    /** Each once; the local part of another server's address stays as it is written. */
    private static List<String> addresses(String field, List<String> wanted) throws AdministrationException {
        if (wanted.size() > MAX_TARGETS) {
            throw AdministrationException.invalid(field, "There are at most " + MAX_TARGETS + " addresses.")
                    .because("many", String.valueOf(MAX_TARGETS));
        }
        List<String> addresses = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (String each : wanted) {
            String address = each.strip();
            if (address.length() > MAX_ADDRESS || MailAddress.parse(address).isEmpty()) {
                throw AdministrationException.invalid(field, "This is not an e-mail address: " + printable(address))
                        .because("no-address", printable(address));
            }
            if (known.add(normal(address))) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    /** Looks where the address would lead: to somebody, not back to itself, and not to too many. */
    private void checkWay(RouteDraft draft) throws AdministrationException {
        Step own = new Step.Onwards(draft.targets(), Optional.empty(), null);
        List<String> paths = new ArrayList<>(draft.targets());
        draft.owner().ifPresent(paths::add);
        try {
            // As if it led nowhere: what then leads nowhere leads to it.
            Map<String, Resolution> targets =
                    router.resolve(paths, Gate.OPEN, Map.of(draft.address(), new Step.Unknown()));
            for (String target : draft.targets()) {
                check(targetsOf(draft), target, Objects.requireNonNull(targets.get(target)), draft.address());
            }
            if (draft.owner().isPresent()) {
                String owner = draft.owner().get();
                checkOwner(owner, Objects.requireNonNull(targets.get(owner)));
            }
            Map<String, Resolution> whole =
                    router.resolve(List.of(draft.address()), Gate.OPEN, Map.of(draft.address(), own));
            if (Objects.requireNonNull(whole.get(draft.address())).fate() == Fate.OVERFLOW) {
                throw tooMany(targetsOf(draft), draft.address());
            }
        } catch (MailStoreException e) {
            throw new StoreUnavailableException(new IllegalStateException(e));
        }
    }

    private static void check(String field, String target, Resolution resolution, String address)
            throws AdministrationException {
        switch (resolution.fate()) {
            case HERE, ELSEWHERE -> {}
            case OVERFLOW -> throw tooMany(field, target);
            case LOOP ->
                throw AdministrationException.invalid(field, target + " leads to nothing but itself.")
                        .because("loop", target);
            default -> throw nobodys(field, target, address);
        }
    }

    private static AdministrationException nobodys(String field, String target, String address) {
        return normal(target).equals(address)
                ? AdministrationException.invalid(field, "An address cannot lead to itself.")
                        .because("itself", target)
                : AdministrationException.invalid(field, target + " is nobody's, or leads back to " + address + ".")
                        .because("nobody", target);
    }

    private static AdministrationException tooMany(String field, String address) {
        return AdministrationException.invalid(
                        field,
                        address + " leads to more than " + Router.MAX_RECIPIENTS + " addresses, or over more than "
                                + Router.MAX_LEVELS + " steps.")
                .because("overflow", address);
    }

    /** Bounces come to the owner under the null reverse-path, in the name of this server. */
    private static void checkOwner(String owner, Resolution resolution) throws AdministrationException {
        boolean isHere = resolution.leaves().stream()
                .anyMatch(leaf -> leaf instanceof Leaf.Inbox && leaf.group().isEmpty());
        if (!isHere) {
            throw AdministrationException.invalid("owner", owner + " is not the address of an account of this server.");
        }
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ").substring(0, Math.min(text.length(), 100));
    }

    /** Addresses of this server are the same in any case. */
    private static String normal(String address) {
        return address.startsWith("@")
                ? "@"
                        + DomainName.parse(address.substring(1))
                                .map(DomainName::value)
                                .orElse(address.substring(1).toLowerCase(Locale.ROOT))
                : MailAddress.parse(address).map(MailAddress::toString).orElse(address.toLowerCase(Locale.ROOT));
    }
}
