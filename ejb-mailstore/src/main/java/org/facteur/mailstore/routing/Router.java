package org.facteur.mailstore.routing;

import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.facteur.api.MailStoreException;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.queue.OutgoingMail;
import org.jspecify.annotations.Nullable;

/**
 * Finds out where addresses lead. The addresses of one message are looked up together, then all to which these lead, and so on: a
 * statement a level, whatever their number. What then is in memory is walked through, and loops are cut.
 */
@ApplicationScoped
public class Router {

    /** The most steps from an address to those whom it leads to. */
    static final int MAX_LEVELS = 10;

    /** Whom one address leads to, at most. */
    static final int MAX_RECIPIENTS = 1_000;

    /** Addresses that are looked up for one message, beside those of its envelope. */
    private static final int MAX_ADDRESSES = 20_000;

    /** Addresses that one statement asks for. */
    private static final int AT_ONCE = 1_000;

    @Inject
    private RouteRepository routes;

    @Inject
    private AccountRepository accounts;

    @Inject
    private OutgoingMail outgoing;

    @Inject
    private ReturnAddresses returns;

    @Inject
    @ConfigProperty(name = "facteur.routing.separator")
    private Optional<String> configuredSeparator;

    @Inject
    @ConfigProperty(name = "facteur.postmaster")
    private Optional<String> configuredPostmaster;

    private String separator = "+";

    /** An empty value is none to MicroProfile Config: "off" is what says that there are no sub-addresses. */
    @PostConstruct
    void read() {
        String configured = configuredSeparator.orElse("+").strip();
        separator = configured.equals("off") ? "" : configured;
    }

    /** Where each of the paths leads, for a message that is let through the gate. */
    public Map<String, Resolution> resolve(Collection<String> paths, Gate gate) throws MailStoreException {
        return resolve(paths, gate, Map.of());
    }

    /** Where one path leads. */
    public Resolution resolve(String path, Gate gate) throws MailStoreException {
        return Objects.requireNonNull(resolve(List.of(path), gate).get(path));
    }

    /** @param assumed what the steps from some addresses will be */
    Map<String, Resolution> resolve(Collection<String> paths, Gate gate, Map<String, Step> assumed)
            throws MailStoreException {
        Map<String, Step> steps = steps(paths, gate, assumed);
        Map<String, Resolution> resolutions = new LinkedHashMap<>();
        for (String path : paths) {
            resolutions.put(path, new Walk(steps, gate, outgoing::canGoTo, MAX_RECIPIENTS).from(path));
        }
        return resolutions;
    }

    private Map<String, Step> steps(Collection<String> paths, Gate gate, Map<String, Step> assumed)
            throws MailStoreException {
        Map<String, Step> steps = new HashMap<>(assumed);
        int most = paths.size() + MAX_ADDRESSES;
        List<String> first = new ArrayList<>(paths);
        assumed.values().forEach(step -> first.addAll(targets(step)));
        Collection<Asked> level = unknown(first, steps);
        Postmasters postmasters = new Postmasters();
        // What is assumed is the first level of what it leads to.
        for (int i = assumed.isEmpty() ? 0 : 1;
                i < MAX_LEVELS && !level.isEmpty() && steps.size() + level.size() <= most;
                i++) {
            List<String> next = new ArrayList<>();
            List<Asked> asked = List.copyOf(level);
            for (int from = 0; from < asked.size(); from += AT_ONCE) {
                next.addAll(
                        look(asked.subList(from, Math.min(asked.size(), from + AT_ONCE)), gate, postmasters, steps));
            }
            level = unknown(next, steps);
        }
        return steps;
    }

    private Collection<Asked> unknown(Collection<String> paths, Map<String, Step> steps) {
        Map<String, Asked> unknown = new LinkedHashMap<>();
        for (String path : paths) {
            Asked asked = Asked.of(path, separator);
            if (!steps.containsKey(asked.key())) {
                unknown.putIfAbsent(asked.key(), asked);
            }
        }
        return unknown.values();
    }

    /** Adds the steps from some addresses, and says where they lead. */
    private List<String> look(List<Asked> level, Gate gate, Postmasters postmasters, Map<String, Step> steps)
            throws MailStoreException {
        Set<String> domains = new LinkedHashSet<>();
        Set<String> addresses = new LinkedHashSet<>();
        for (Asked asked : level) {
            asked.domain().ifPresent(domain -> domains.add(domain.value()));
            addresses.addAll(asked.candidates());
        }
        Directory directory =
                domains.isEmpty() ? new Directory(Map.of(), Set.of(), Map.of()) : routes.look(domains, addresses);
        List<String> next = new ArrayList<>();
        for (Asked asked : level) {
            Step step = step(asked, directory, gate, postmasters);
            steps.put(asked.key(), step);
            next.addAll(targets(step));
        }
        return next;
    }

    private static List<String> targets(Step step) {
        return step instanceof Step.Onwards onwards ? onwards.targets() : List.of();
    }

    private Step step(Asked asked, Directory directory, Gate gate, Postmasters postmasters) throws MailStoreException {
        if (asked.isPostmasterOfAll()) {
            return onwards(postmasters.get(), Optional.empty());
        }
        String domain = asked.domain().map(DomainName::value).orElse("");
        String canonical = directory.domains().get(domain);
        if (canonical == null) {
            return new Step.Elsewhere(asked.path());
        }
        Optional<DomainName> through = Optional.of(new DomainName(canonical));
        if (!canonical.equals(domain)) {
            return onwards(List.of(asked.localPart() + "@" + canonical), through);
        }
        Step own = named(asked, directory, through);
        if (own != null) {
            return own;
        }
        if (ReturnAddress.isOne(asked.localPart())) {
            return gate.isReport()
                    ? onwards(returns.sender(asked.localPart()).stream().toList(), through)
                    : new Step.Unknown();
        }
        if (asked.isForPostmaster() && !postmasters.get().isEmpty()) {
            return onwards(postmasters.get(), through);
        }
        Directory.Entry catchAll = directory.routes().get(Asked.catchAll(canonical));
        return catchAll == null ? new Step.Unknown() : onwards(catchAll.targets(), through);
    }

    private static Step onwards(List<String> targets, Optional<DomainName> through) {
        return targets.isEmpty() ? new Step.Unknown() : new Step.Onwards(targets, through, null);
    }

    /** What has exactly this name, or the name before its sub-address. */
    private static @Nullable Step named(Asked asked, Directory directory, Optional<DomainName> through) {
        for (Optional<MailAddress> name : List.of(asked.address(), asked.base())) {
            if (name.isPresent()) {
                String address = name.get().toString();
                if (directory.accounts().contains(address)) {
                    return new Step.Account(name.get());
                }
                Directory.Entry route = directory.routes().get(address);
                if (route != null) {
                    return new Step.Onwards(route.targets(), through, route.group());
                }
            }
        }
        return null;
    }

    /** Who gets what is for a postmaster that has no account, asked for once at most. */
    private final class Postmasters {

        private @Nullable List<String> found;

        List<String> get() {
            List<String> known = found;
            if (known == null) {
                known = find();
                found = known;
            }
            return known;
        }

        private List<String> find() {
            Optional<String> configured =
                    configuredPostmaster.map(String::strip).filter(address -> !address.isEmpty());
            if (configured.isPresent()) {
                return List.of(configured.get());
            }
            Optional<MailAccount> account =
                    accounts.findByLocalPart(Asked.POSTMASTER).stream().findFirst();
            return account.isPresent() ? List.of(account.get().address()) : routes.administrators();
        }
    }
}
