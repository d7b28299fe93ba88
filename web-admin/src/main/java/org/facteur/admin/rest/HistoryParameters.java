package org.facteur.admin.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.OptionalLong;
import org.facteur.mailstore.history.HistoryQuery;
import org.facteur.mailstore.history.HistoryService;
import org.jspecify.annotations.Nullable;

/** What the query of {@code GET history} says; a value that cannot be is a 422 that names it. */
public class HistoryParameters {

    @QueryParam("sender")
    @DefaultValue("")
    private String sender = "";

    @QueryParam("recipient")
    @DefaultValue("")
    private String recipient = "";

    @QueryParam("messageId")
    @DefaultValue("")
    private String messageId = "";

    @QueryParam("from")
    private @Nullable String from;

    @QueryParam("until")
    private @Nullable String until;

    @QueryParam("after")
    private @Nullable String after;

    @QueryParam("count")
    @DefaultValue("" + ListParameters.DEFAULT_COUNT)
    private String count = "" + ListParameters.DEFAULT_COUNT;

    HistoryQuery query() {
        return new HistoryQuery(
                sender,
                recipient,
                messageId,
                Optional.ofNullable(RemovedParameters.moment("from", from)),
                Optional.ofNullable(RemovedParameters.moment("until", until)));
    }

    OptionalLong after() {
        try {
            return after == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(after));
        } catch (NumberFormatException e) {
            throw ProblemException.invalid("after", "This is the next of an earlier answer.");
        }
    }

    int count() {
        return ListParameters.number("count", count, 1, HistoryService.MAX_COUNT);
    }
}
