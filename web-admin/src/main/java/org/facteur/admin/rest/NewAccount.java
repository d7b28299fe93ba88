package org.facteur.admin.rest;

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

        @Schema(required = true, implementation = String.class, format = "password")
        Secret password,

        @Schema(nullable = true, description = "The most it may keep; null for no limit.") @Nullable
        Long quotaBytes) {

    static NewAccount from(JsonFields fields) {
        fields.only("address", "password", "quotaBytes");
        return new NewAccount(
                fields.text("address"), new Secret(fields.text("password")), fields.nullableNumber("quotaBytes"));
    }
}
