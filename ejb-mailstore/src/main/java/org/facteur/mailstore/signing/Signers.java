package org.facteur.mailstore.signing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.signing.SigningAlgorithm;
import org.facteur.api.signing.SigningKey;

/** With which keys the mail of domains is signed. */
@ApplicationScoped
public class Signers {

    private static final System.Logger LOG = System.getLogger(Signers.class.getName());

    private static final int MAX_REMEMBERED = 1_000;

    /** Domains above one that may sign for it: no name of people goes deeper. */
    private static final int MAX_ABOVE = 8;

    @Inject
    private KeyRepository keys;

    /** By the ids of keys, which never change; empty for what is no key. */
    private final Cache<Long, Optional<PrivateKey>> decoded = Caffeine.newBuilder()
            .executor(Runnable::run)
            .maximumSize(MAX_REMEMBERED)
            .build();

    /**
     * The keys of these domains, each those of its own, or of the nearest domain above it that has some (RFC 7489 section 3.1.1).
     *
     * @param authors domains of authors, in A-labels and lower case
     * @return without those that nobody signs for
     */
    public Map<String, List<SigningKey>> of(Collection<String> authors) {
        Set<String> names = new LinkedHashSet<>();
        authors.forEach(author -> names.addAll(upwards(author)));
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, List<SigningKey>> byName = new HashMap<>();
        for (ActiveKey key : keys.active(names)) {
            signer(key)
                    .ifPresent(signer -> byName.computeIfAbsent(key.domain(), name -> new ArrayList<>())
                            .add(signer));
        }
        Map<String, List<SigningKey>> signers = new HashMap<>();
        for (String author : authors) {
            upwards(author).stream()
                    .filter(byName::containsKey)
                    .findFirst()
                    .map(byName::get)
                    .ifPresent(found -> signers.put(author, found));
        }
        return signers;
    }

    private static List<String> upwards(String domain) {
        List<String> names = new ArrayList<>();
        String name = domain;
        while (names.size() <= MAX_ABOVE) {
            names.add(name);
            int dot = name.indexOf('.');
            if (dot < 0) {
                break;
            }
            name = name.substring(dot + 1);
        }
        return names;
    }

    private Optional<SigningKey> signer(ActiveKey key) {
        return decoded.get(key.id(), id -> decode(key))
                .map(octets -> new SigningKey(key.domain(), key.selector(), key.algorithm(), octets));
    }

    /** A key that cannot be used is said so once: mail goes on without it. */
    private static Optional<PrivateKey> decode(ActiveKey key) {
        try {
            return Optional.of(
                    KeyFactory.getInstance(key.algorithm() == SigningAlgorithm.RSA_SHA256 ? "RSA" : "Ed25519")
                            .generatePrivate(new PKCS8EncodedKeySpec(key.privateKey())));
        } catch (GeneralSecurityException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "Mail of {0} is not signed with its key {1}, which cannot be used: {2}",
                    key.domain(),
                    key.selector(),
                    e.getMessage());
            return Optional.empty();
        }
    }
}
