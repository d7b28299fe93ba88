package org.facteur.admin.rest;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.account.AccountSummary;
import org.jspecify.annotations.Nullable;

/**
 * An account, as JSON; its password never leaves the store.
 *
 * @param quotaBytes the most it may keep; null for no limit
 * @param usedBytes what it keeps
 * @param messages in all its mailboxes
 * @param enabled whether it may log in and receives mail
 */
@JsonbNillable
@Schema(name = "Account")
public record AccountDocument(
        @Schema(example = "alice@example.test") String address,
        @Schema(example = "example.test") String domain,

        @Schema(
                type = SchemaType.INTEGER,
                format = "int64",
                nullable = true,
                description = "The most it may keep; null for no limit.")
        @Nullable
        Long quotaBytes,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "What it keeps.")
        long usedBytes,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "In all its mailboxes.")
        long messages,

        @Schema(description = "Whether it may log in and receives mail.")
        boolean enabled,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant created) {

    static AccountDocument of(AccountSummary account) {
        return new AccountDocument(
                account.address(),
                account.domain(),
                account.quotaBytes(),
                account.usedBytes(),
                account.messages(),
                account.enabled(),
                account.created());
    }
}
