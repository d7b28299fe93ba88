package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.queue.QueueSelection;

/** Which items of the queue are meant: some by their ids, or all for which everything holds that is said. */
@Schema(name = "QueueSelection", description = "Either ids, or all with what narrows it down.")
record QueueRequest(
        @Schema(type = SchemaType.ARRAY, implementation = String.class, description = "The items by their ids.")
        List<String> ids,

        @Schema(description = "True for all items; the others narrow them down.")
        boolean all,

        @Schema(example = "example.net") String destination,

        @Schema(description = "Part of the sender's address, in any case.")
        String sender,

        @Schema(description = "Part of the address, in any case.")
        String recipient,

        @Schema(description = "waiting, working or held.") String state,

        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                description = "Of messages that were accepted at this moment or earlier.")
        Instant before) {

    /** The most items that one request names. */
    private static final int MAX_NAMED = 1_000;

    private static final String[] FIELDS = {"ids", "all", "destination", "sender", "recipient", "state", "before"};

    static QueueSelection from(JsonObject body) {
        return from(new JsonFields(body).only(FIELDS));
    }

    /** @param fields that may have one more, {@code at} */
    static QueueSelection fromReschedule(JsonFields fields) {
        String[] known = Arrays.copyOf(FIELDS, FIELDS.length + 1);
        known[FIELDS.length] = "at";
        return from(fields.only(known));
    }

    private static QueueSelection from(JsonFields fields) {
        Optional<List<String>> ids = fields.optionalTexts("ids", MAX_NAMED);
        boolean isAll = fields.optionalTruth("all").orElse(false);
        if (ids.isPresent() == isAll || ids.map(List::isEmpty).orElse(false)) {
            throw ProblemException.invalid("ids", "Say ids, or all: true.");
        }
        return new QueueSelection(
                ids.orElse(List.of()).stream().map(QueueRequest::id).toList(),
                fields.optionalText("destination").orElse(""),
                fields.optionalText("sender").orElse(""),
                fields.optionalText("recipient").orElse(""),
                QueueParameters.state(fields.optionalText("state").orElse("")),
                fields.optionalMoment("before"));
    }

    private static Long id(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw ProblemException.invalid("ids", "These are ids of items in the queue.");
        }
        return Long.valueOf(text);
    }
}
