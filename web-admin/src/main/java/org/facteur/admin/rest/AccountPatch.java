package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.api.account.Secret;
import org.facteur.mailstore.account.AccountChange;
import org.jspecify.annotations.Nullable;

/** What changes of an account (RFC 7396): what is absent stays; a quota of null leaves it to the domain. */
@Schema(name = "AccountPatch")
record AccountPatch(
        @Schema(type = SchemaType.STRING, format = "password") @Nullable
        Secret password,

        @Schema(ref = AdministrationApi.OCTETS_OF_ACCOUNT) @Nullable
        Long quotaBytes,

        @Schema(ref = AdministrationApi.MESSAGES_OF_ACCOUNT) @Nullable
        Long quotaMessages,

        @Schema(description = "Whether it may log in and receives mail.") @Nullable
        Boolean enabled,

        @Schema(
                description =
                        "Whether others find its mailboxes, as far as they have rights there, among the shared ones.")
        @Nullable
        Boolean shared,

        @Schema(description = "Whether its owner changes quotas and the server's annotations by IMAP.") @Nullable
        Boolean administrator) {

    static AccountChange from(JsonObject body) {
        JsonFields fields = new JsonFields(body)
                .only("password", "quotaBytes", "quotaMessages", "enabled", "shared", "administrator");
        return new AccountChange(
                fields.optionalText("password").map(Secret::new).orElse(null),
                fields.limit("quotaBytes"),
                fields.limit("quotaMessages"),
                fields.optionalTruth("enabled").orElse(null),
                fields.optionalTruth("shared").orElse(null),
                fields.optionalTruth("administrator").orElse(null));
    }
}
