package org.facteur.api.signing;

import java.security.PrivateKey;

/**
 * A key with which a domain answers for its mail (RFC 6376 section 1.3). Its print does not show the key.
 *
 * @param domain in A-labels and lower case, {@code d=} of the signatures
 * @param selector under which the other half is published, {@code s=}
 * @param key of the kind that the algorithm takes
 */
public record SigningKey(String domain, String selector, SigningAlgorithm algorithm, PrivateKey key) {

    @Override
    public String toString() {
        return selector + "._domainkey." + domain + " (" + algorithm.tag() + ")";
    }
}
