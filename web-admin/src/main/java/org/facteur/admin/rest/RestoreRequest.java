package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.removal.RemovedMessageId;
import org.facteur.mailstore.removal.RemovedMessageService;
import org.facteur.mailstore.removal.RemovedSelection;
import org.jspecify.annotations.Nullable;

/**
 * Which removed messages are to be restored: some by their ids, or all of a mailbox, of a period or of the account.
 *
 * @param ids the messages; null with {@code all}
 * @param selection all of these; null with {@code ids}
 * @param into where to; null for the mailbox that each was in
 */
@Schema(name = "Restore", description = "Either ids, or all with what narrows it down.")
record RestoreRequest(
        @Schema(type = SchemaType.ARRAY, implementation = String.class, description = "The messages by their ids.")
        @Nullable
        List<RemovedMessageId> ids,

        @Schema(
                name = "all",
                type = SchemaType.BOOLEAN,
                description = "True for all messages; mailbox, from and until narrow them down.")
        @Nullable
        RemovedSelection selection,

        @Schema(
                type = SchemaType.STRING,
                nullable = true,
                description = "Where to; absent or null for the mailbox that each was in, made again if it is gone.")
        @Nullable
        MailboxName into) {

    static RestoreRequest from(JsonObject body) {
        JsonFields fields = new JsonFields(body).only("ids", "all", "mailbox", "from", "until", "into");
        MailboxName into = RemovedParameters.mailbox("into", nullable(fields, body, "into"));
        Optional<List<String>> ids = fields.optionalTexts("ids", RemovedMessageService.MAX_NAMED);
        boolean isAll = fields.optionalTruth("all").orElse(false);
        if (ids.isPresent() == isAll) {
            throw ProblemException.invalid("ids", "Say ids, or all: true.");
        }
        if (ids.isPresent()) {
            return new RestoreRequest(ids.get().stream().map(RestoreRequest::id).toList(), null, into);
        }
        RemovedSelection selection = new RemovedSelection(
                RemovedParameters.mailbox("mailbox", nullable(fields, body, "mailbox")),
                PositionParameters.moment("from", nullable(fields, body, "from"))
                        .orElse(null),
                PositionParameters.moment("until", nullable(fields, body, "until"))
                        .orElse(null));
        return new RestoreRequest(null, selection, into);
    }

    private static @Nullable String nullable(JsonFields fields, JsonObject body, String name) {
        return !fields.has(name) || body.isNull(name) ? null : fields.text(name);
    }

    private static RemovedMessageId id(String text) {
        return RemovedMessageId.parse(text)
                .orElseThrow(() -> ProblemException.invalid("ids", "These are ids of removed messages."));
    }
}
