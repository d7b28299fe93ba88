package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.api.account.Secret;
import org.facteur.mailstore.domain.Quota;
import org.jspecify.annotations.Nullable;

/**
 * What makes an account.
 *
 * @param quotaBytes the most octets that it may keep; null for the default of its domain
 * @param quotaMessages the most messages, likewise
 */
@Schema(name = "NewAccount")
record NewAccount(
        @Schema(required = true, example = "alice@example.test")
        String address,

        @Schema(required = true, type = SchemaType.STRING, format = "password")
        Secret password,

        @Schema(ref = AdministrationApi.OCTETS_OF_ACCOUNT) @Nullable
        Long quotaBytes,

        @Schema(ref = AdministrationApi.MESSAGES_OF_ACCOUNT) @Nullable
        Long quotaMessages) {

    static NewAccount from(JsonObject body) {
        JsonFields fields = new JsonFields(body).only("address", "password", "quotaBytes", "quotaMessages");
        return new NewAccount(
                fields.text("address"),
                new Secret(fields.text("password")),
                fields.nullableNumber("quotaBytes"),
                fields.nullableNumber("quotaMessages"));
    }

    Quota quota() {
        return new Quota(quotaBytes, quotaMessages);
    }
}
