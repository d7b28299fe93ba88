package org.facteur.mailstore.tls;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.facteur.api.queue.TlsChoice;
import org.facteur.api.queue.TlsLevel;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.persistence.Constraints;

/** Lets administrators choose how mail for a domain, or for all domains below one, is protected on its way. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class TlsPolicyService {

    /** The most that one page shows. */
    public static final int MAX_COUNT = 500;

    /** The most names of servers in one policy. */
    public static final int MAX_NAMES = 20;

    @Inject
    private TlsPolicyRepository policies;

    /**
     * By domain.
     *
     * @param after the last one that is known; empty for the beginning
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<TlsPolicy> list(String after, int count) {
        return policies.list(after.toLowerCase(Locale.ROOT), count);
    }

    /**
     * @param domain in any case
     * @throws AdministrationException {@code NOT_FOUND}
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public TlsPolicy find(String domain) throws AdministrationException {
        return name(domain).flatMap(policies::find).orElseThrow(TlsPolicyService::notFound);
    }

    /**
     * @param domain in any case, with a dot in front for all domains below it
     * @param level a word of {@link TlsLevel}
     * @param names of servers, for the level {@code secure} only
     * @throws AdministrationException {@code INVALID} with field {@code domain}, {@code level} or {@code names};
     *     {@code ALREADY_EXISTS}
     */
    public TlsPolicy create(String domain, String level, List<String> names) throws AdministrationException {
        String name = name(domain)
                .orElseThrow(() -> AdministrationException.invalid("domain", "This is not a domain name.")
                        .because("policy-domain", ""));
        TlsPolicy policy = new TlsPolicy(name, choice(level, names));
        if (policies.find(name).isPresent()) {
            throw alreadyExists(name);
        }
        try {
            policies.add(policy);
        } catch (PersistenceException e) {
            if (Constraints.violated(e)) {
                throw alreadyExists(name);
            }
            throw e;
        }
        return policy;
    }

    /** @throws AdministrationException {@code NOT_FOUND}, and {@code INVALID} as {@link #create} */
    public TlsPolicy change(String domain, String level, List<String> names) throws AdministrationException {
        TlsPolicy policy = new TlsPolicy(name(domain).orElseThrow(TlsPolicyService::notFound), choice(level, names));
        if (!policies.change(policy)) {
            throw notFound();
        }
        return policy;
    }

    /** @throws AdministrationException {@code NOT_FOUND} */
    public void delete(String domain) throws AdministrationException {
        if (!policies.remove(name(domain).orElseThrow(TlsPolicyService::notFound))) {
            throw notFound();
        }
    }

    private static Optional<String> name(String text) {
        String stripped = text.strip();
        return stripped.startsWith(".")
                ? DomainName.parse(stripped.substring(1)).map(parent -> "." + parent)
                : DomainName.parse(stripped).map(DomainName::value);
    }

    private static TlsChoice choice(String word, List<String> names) throws AdministrationException {
        TlsLevel level = TlsLevel.of(word)
                .orElseThrow(() -> AdministrationException.invalid(
                        "level",
                        "This is one of "
                                + Arrays.stream(TlsLevel.values())
                                        .map(TlsLevel::word)
                                        .collect(Collectors.joining(", "))
                                + "."));
        if (names.size() > MAX_NAMES) {
            throw AdministrationException.invalid("names", "There are at most " + MAX_NAMES + " names.")
                    .because("policy-names", "");
        }
        if (!names.isEmpty() && level != TlsLevel.SECURE) {
            throw AdministrationException.invalid("names", "Names of servers go with the level secure only.")
                    .because("policy-names", "");
        }
        List<String> checked = new ArrayList<>();
        for (String each : names) {
            checked.add(name(each)
                    .orElseThrow(() -> AdministrationException.invalid("names", "This is not the name of a server.")));
        }
        return new TlsChoice(level, checked);
    }

    private static AdministrationException alreadyExists(String domain) {
        return AdministrationException.alreadyExists("domain", "There is a policy for " + domain + " already.")
                .because("policy", "");
    }

    private static AdministrationException notFound() {
        return AdministrationException.notFound("There is no policy for this domain.");
    }
}
