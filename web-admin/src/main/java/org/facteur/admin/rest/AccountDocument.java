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
 * @param quotaBytes the most octets that it may keep; null for the default of its domain
 * @param quotaMessages the most messages, likewise
 * @param usedBytes what it keeps
 * @param usedMessages in all its mailboxes
 * @param messages the same, as version 0.1 called it
 * @param enabled whether it may log in and receives mail
 * @param shared whether others find its mailboxes among the shared ones
 * @param administrator whether its owner changes quotas and the server's annotations by IMAP
 */
@JsonbNillable
@Schema(name = "Account")
public record AccountDocument(
        @Schema(example = "alice@example.test") String address,
        @Schema(example = "example.test") String domain,

        @Schema(ref = AdministrationApi.OCTETS_OF_ACCOUNT) @Nullable
        Long quotaBytes,

        @Schema(ref = AdministrationApi.MESSAGES_OF_ACCOUNT) @Nullable
        Long quotaMessages,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "The octets that it keeps.")
        long usedBytes,

        @Schema(type = SchemaType.INTEGER, format = "int64", description = "The messages in all its mailboxes.")
        long usedMessages,

        @Schema(
                type = SchemaType.INTEGER,
                format = "int64",
                description = "The same as usedMessages.",
                deprecated = true)
        long messages,

        @Schema(description = "Whether it may log in and receives mail.")
        boolean enabled,

        @Schema(
                description =
                        "Whether others find its mailboxes, as far as they have rights there, among the shared ones.")
        boolean shared,

        @Schema(description = "Whether its owner changes quotas and the server's annotations by IMAP.")
        boolean administrator,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant created) {

    static AccountDocument of(AccountSummary account) {
        return new AccountDocument(
                account.address(),
                account.domain(),
                account.quota().bytes(),
                account.quota().messages(),
                account.usedBytes(),
                account.usedMessages(),
                account.usedMessages(),
                account.enabled(),
                account.shared(),
                account.administrator(),
                account.created());
    }
}
