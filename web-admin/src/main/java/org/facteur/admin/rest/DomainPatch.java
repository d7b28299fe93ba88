package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.domain.DomainChange;
import org.jspecify.annotations.Nullable;

/** What changes of a domain (RFC 7396): what is absent stays; a default of null takes the limit away. */
@Schema(name = "DomainPatch")
record DomainPatch(
        @Schema(ref = AdministrationApi.OCTETS_OF_EACH_ACCOUNT) @Nullable
        Long defaultQuotaBytes,

        @Schema(ref = AdministrationApi.MESSAGES_OF_EACH_ACCOUNT) @Nullable
        Long defaultQuotaMessages) {

    /** @param name of the domain, which a change may say and not alter */
    static DomainChange from(JsonObject body, String name) throws AdministrationException {
        JsonFields fields = new JsonFields(body).only("name", "defaultQuotaBytes", "defaultQuotaMessages");
        if (!fields.optionalText("name").orElse(name).equalsIgnoreCase(name)) {
            throw AdministrationException.invalid("name", "A domain keeps its name.");
        }
        return new DomainChange(fields.limit("defaultQuotaBytes"), fields.limit("defaultQuotaMessages"));
    }
}
