package org.facteur.api.metric;

import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A number that can be watched.
 *
 * @param name in the form of OpenMetrics, such as {@code facteur_abuse_offences}
 * @param description one sentence without its full stop
 * @param tags tell meters of one name apart; of each few values only
 * @param value the number now; cheap, from any thread
 */
public record Meter(String name, String description, Map<String, String> tags, LongSupplier value) {

    public Meter {
        tags = Map.copyOf(tags);
    }
}
