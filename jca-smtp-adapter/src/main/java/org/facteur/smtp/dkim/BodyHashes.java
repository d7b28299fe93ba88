package org.facteur.smtp.dkim;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** The hashes of one body that several signatures want: each is computed once. */
public final class BodyHashes {

    private record Wanted(CanonicalForm form, long limit) {}

    private final Map<Wanted, BodyHash> hashes = new LinkedHashMap<>();

    /** @param limit octets that count, or {@link BodyHash#WHOLE} */
    BodyHash of(CanonicalForm form, long limit) {
        return hashes.computeIfAbsent(new Wanted(form, limit), wanted -> BodyHash.of(form, limit));
    }

    public Collection<BodyHash> all() {
        return hashes.values();
    }
}
