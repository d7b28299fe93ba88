package org.facteur.admin.rest;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.domain.DomainSummary;
import org.jspecify.annotations.Nullable;

/**
 * A domain, as JSON.
 *
 * @param accounts how many accounts it has
 * @param defaultQuotaBytes the octets that each of them may keep, unless it has a limit of its own; null for no limit
 * @param defaultQuotaMessages the messages, likewise
 */
@JsonbNillable
@Schema(name = "Domain")
public record DomainDocument(
        @Schema(example = "example.test") String name,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "How many accounts it has.")
        long accounts,

        @Schema(ref = AdministrationApi.OCTETS_OF_EACH_ACCOUNT) @Nullable
        Long defaultQuotaBytes,

        @Schema(ref = AdministrationApi.MESSAGES_OF_EACH_ACCOUNT) @Nullable
        Long defaultQuotaMessages,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant created) {

    static DomainDocument of(DomainSummary domain) {
        return new DomainDocument(
                domain.name(),
                domain.accounts(),
                domain.defaultQuota().bytes(),
                domain.defaultQuota().messages(),
                domain.created());
    }
}
