package org.facteur.admin.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.domain.DomainSummary;

/**
 * A domain, as JSON.
 *
 * @param accounts how many accounts it has
 */
@Schema(name = "Domain")
public record DomainDocument(
        @Schema(example = "example.test") String name,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "How many accounts it has.")
        long accounts,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant created) {

    static DomainDocument of(DomainSummary domain) {
        return new DomainDocument(domain.name(), domain.accounts(), domain.created());
    }
}
