package org.facteur.mailstore.signing;

import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptors;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.mailstore.administration.AdministrationBoundary;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.Domain;
import org.facteur.mailstore.domain.DomainName;
import org.facteur.mailstore.domain.DomainRepository;
import org.facteur.mailstore.routing.DomainAlias;
import org.facteur.mailstore.routing.RouteRepository;

/** Makes, activates, retires and deletes the keys of domains for an administrator. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRED)
@Interceptors(AdministrationBoundary.class)
public class DomainKeyService {

    /** So long the record of a key stays after the last signature: longer than anybody tries to deliver. */
    static final Duration STAYS_PUBLISHED = Duration.ofDays(7);

    /** Keys of one domain, those that have retired counted. */
    static final int MAX_KEYS = 20;

    private static final int RSA_BITS = 2048;

    private static final Pattern SELECTOR = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("yyyyMMdd", Locale.ROOT).withZone(ZoneOffset.UTC);

    @Inject
    private DomainRepository domains;

    @Inject
    private RouteRepository routes;

    @Inject
    private KeyRepository keys;

    @Inject
    private PublishedRecords published;

    /**
     * All keys of a domain, the oldest first.
     *
     * @throws AdministrationException {@code NOT_FOUND}
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<DomainKeySummary> list(String domain) throws AdministrationException {
        Domain found = domain(domain, domains::find);
        List<String> names = names(found);
        return keys.of(found).stream().map(key -> summary(found, names, key)).toList();
    }

    /** @throws AdministrationException {@code NOT_FOUND} */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public DomainKeySummary find(String domain, String selector) throws AdministrationException {
        Domain found = domain(domain, domains::find);
        return summary(found, names(found), key(found, selector));
    }

    /**
     * Asks the domain name system for the records of a key; it may take some seconds.
     *
     * @return one for each record, in their order
     * @throws AdministrationException {@code NOT_FOUND}
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public List<RecordCheck> check(String domain, String selector) throws AdministrationException {
        return published.check(find(domain, selector).records());
    }

    /**
     * Makes a key that does not sign yet.
     *
     * @param selector one that is free, unless it is said
     * @throws AdministrationException {@code NOT_FOUND}; {@code INVALID} or {@code ALREADY_EXISTS} with field {@code selector};
     *     {@code IN_USE} with too many keys
     */
    public DomainKeySummary create(String domain, SigningAlgorithm algorithm, Optional<String> selector)
            throws AdministrationException {
        KeyPair pair = pair(algorithm);
        Domain locked = domain(domain, domains::lock);
        List<DomainKey> present = keys.of(locked);
        if (present.size() >= MAX_KEYS) {
            throw AdministrationException.inUse("The domain has " + MAX_KEYS + " keys: delete what has retired.");
        }
        Instant now = now();
        Set<String> taken = present.stream().map(DomainKey::selector).collect(Collectors.toSet());
        String wanted = selector.isPresent() ? checked(selector.get(), taken) : free(algorithm, now, taken);
        DomainKey key = new DomainKey(locked, wanted, algorithm, pair, now);
        keys.add(key);
        return summary(locked, names(locked), key);
    }

    /**
     * Lets a key sign from now on, in place of the one that did so by the same algorithm.
     *
     * @throws AdministrationException {@code NOT_FOUND}, {@code IN_USE} if it has retired
     */
    public DomainKeySummary activate(String domain, String selector) throws AdministrationException {
        Domain locked = domain(domain, domains::lock);
        DomainKey key = key(locked, selector);
        if (key.state() == KeyState.RETIRED) {
            throw AdministrationException.inUse("The key has retired: make a new one.");
        }
        for (DomainKey other : keys.of(locked)) {
            if (other != key && other.algorithm() == key.algorithm()) {
                other.retire(now());
            }
        }
        key.activate(now());
        return summary(locked, names(locked), key);
    }

    /**
     * Lets a key sign no more; its private half is forgotten.
     *
     * @throws AdministrationException {@code NOT_FOUND}, {@code IN_USE} if it has never signed
     */
    public DomainKeySummary retire(String domain, String selector) throws AdministrationException {
        Domain locked = domain(domain, domains::lock);
        DomainKey key = key(locked, selector);
        if (key.state() == KeyState.PENDING) {
            throw AdministrationException.inUse("The key has never signed: delete it.");
        }
        key.retire(now());
        return summary(locked, names(locked), key);
    }

    /** @throws AdministrationException {@code NOT_FOUND}, {@code IN_USE} while it signs */
    public void delete(String domain, String selector) throws AdministrationException {
        Domain locked = domain(domain, domains::lock);
        DomainKey key = key(locked, selector);
        if (key.state() == KeyState.ACTIVE) {
            throw AdministrationException.inUse("The key signs: retire it first.");
        }
        keys.remove(key);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static KeyPair pair(SigningAlgorithm algorithm) {
        try {
            KeyPairGenerator generator;
            switch (algorithm) {
                case RSA_SHA256 -> {
                    generator = KeyPairGenerator.getInstance("RSA");
                    generator.initialize(RSA_BITS);
                }
                case ED25519_SHA256 -> generator = KeyPairGenerator.getInstance("Ed25519");
                default -> throw new IllegalArgumentException(algorithm.tag());
            }
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            // The Java platform has both since 15.
            throw new IllegalStateException(e);
        }
    }

    private static String checked(String selector, Set<String> taken) throws AdministrationException {
        String wanted = selector.strip().toLowerCase(Locale.ROOT);
        if (!SELECTOR.matcher(wanted).matches()) {
            throw AdministrationException.invalid(
                    "selector", "A selector is a label of a domain name: letters, digits and hyphens, 63 at most.");
        }
        if (taken.contains(wanted)) {
            throw AdministrationException.alreadyExists("selector", "The domain has a key of this selector already.");
        }
        return wanted;
    }

    /** Says when the key was made, and for what. */
    private static String free(SigningAlgorithm algorithm, Instant now, Set<String> taken) {
        String first = algorithm.keyType() + DAY.format(now);
        return Stream.concat(
                        Stream.of(first), IntStream.rangeClosed(2, MAX_KEYS + 1).mapToObj(i -> first + "-" + i))
                .filter(selector -> !taken.contains(selector))
                .findFirst()
                .orElseThrow();
    }

    private static Domain domain(String name, Function<DomainName, Optional<Domain>> finder)
            throws AdministrationException {
        return DomainName.parse(name)
                .flatMap(finder)
                .orElseThrow(() -> AdministrationException.notFound("There is no domain of this name."));
    }

    private DomainKey key(Domain domain, String selector) throws AdministrationException {
        return keys.find(domain, selector.toLowerCase(Locale.ROOT))
                .orElseThrow(() -> AdministrationException.notFound("The domain has no key of this selector."));
    }

    private List<String> names(Domain domain) {
        return Stream.concat(
                        Stream.of(domain.name()),
                        routes.aliases(domain).stream().map(DomainAlias::name))
                .toList();
    }

    private static DomainKeySummary summary(Domain domain, List<String> names, DomainKey key) {
        return new DomainKeySummary(
                domain.name(),
                key.selector(),
                key.algorithm(),
                key.state(),
                names.stream()
                        .map(name -> KeyRecord.of(name, key.selector(), key.algorithm(), key.publicKey()))
                        .toList(),
                key.created(),
                key.activated(),
                key.retired(),
                key.retired().map(retired -> retired.plus(STAYS_PUBLISHED)));
    }
}
