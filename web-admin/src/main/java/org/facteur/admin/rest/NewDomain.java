package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.domain.Quota;
import org.jspecify.annotations.Nullable;

/**
 * What makes a domain.
 *
 * @param defaultQuotaBytes the octets that an account of it may keep, unless it has a limit of its own; null for no limit
 * @param defaultQuotaMessages the messages, likewise
 */
@Schema(name = "NewDomain")
record NewDomain(
        @Schema(required = true, example = "example.test") String name,

        @Schema(ref = AdministrationApi.OCTETS_OF_EACH_ACCOUNT) @Nullable
        Long defaultQuotaBytes,

        @Schema(ref = AdministrationApi.MESSAGES_OF_EACH_ACCOUNT) @Nullable
        Long defaultQuotaMessages) {

    static NewDomain from(JsonObject body) {
        JsonFields fields = new JsonFields(body).only("name", "defaultQuotaBytes", "defaultQuotaMessages");
        return new NewDomain(
                fields.text("name"),
                fields.nullableNumber("defaultQuotaBytes"),
                fields.nullableNumber("defaultQuotaMessages"));
    }

    Quota defaultQuota() {
        return new Quota(defaultQuotaBytes, defaultQuotaMessages);
    }
}
