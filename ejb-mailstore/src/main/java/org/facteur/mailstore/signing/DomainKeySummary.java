package org.facteur.mailstore.signing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.facteur.api.signing.SigningAlgorithm;

/**
 * A key as an administrator sees it.
 *
 * @param records to be published: one for the domain, and one for each of its other names
 * @param activated since when it signs, or signed
 * @param retired since when it signs no more
 * @param publishedUntil until when its records stay published, of one that has retired
 */
public record DomainKeySummary(
        String domain,
        String selector,
        SigningAlgorithm algorithm,
        KeyState state,
        List<KeyRecord> records,
        Instant created,
        Optional<Instant> activated,
        Optional<Instant> retired,
        Optional<Instant> publishedUntil) {

    public DomainKeySummary {
        records = List.copyOf(records);
    }
}
