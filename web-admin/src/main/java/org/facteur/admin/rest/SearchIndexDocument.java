package org.facteur.admin.rest;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.search.SearchIndexStatus;

/**
 * The search index, as the API tells it.
 *
 * @param state {@code complete}, {@code filling}, {@code unavailable} or {@code off}
 */
@Schema(name = "SearchIndex", description = "The search index of this node.")
public record SearchIndexDocument(
        @Schema(
                description = "complete: it holds every message; filling: messages that it does not hold yet are"
                        + " read; unavailable: it does not work, and the log says why; off: the"
                        + " configuration does without it.",
                enumeration = {"complete", "filling", "unavailable", "off"})
        String state,

        @Schema(description = "How many different messages it holds.")
        long messages,

        @Schema(description = "Octets of its files.") long octets) {

    static SearchIndexDocument of(SearchIndexStatus status) {
        return new SearchIndexDocument(
                status.state().name().toLowerCase(Locale.ROOT), status.messages(), status.octets());
    }
}
