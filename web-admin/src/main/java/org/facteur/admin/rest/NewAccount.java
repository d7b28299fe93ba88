package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.api.account.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What makes an account.
 *
 * @param quotaBytes the most it may keep; null for no limit
 */
@Schema(name = "NewAccount")
record NewAccount(
        @Schema(required = true, example = "alice@example.test")
        String address,

        @Schema(required = true, type = SchemaType.STRING, format = "password")
        Secret password,

        @Schema(
                type = SchemaType.INTEGER,
                format = "int64",
                nullable = true,
                description = "The most it may keep; null for no limit.")
        @Nullable
        Long quotaBytes) {

    static NewAccount from(JsonObject body) {
        JsonFields fields = new JsonFields(body).only("address", "password", "quotaBytes");
        return new NewAccount(
                fields.text("address"), new Secret(fields.text("password")), fields.nullableNumber("quotaBytes"));
    }
}
