package org.facteur.admin.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.OptionalLong;
import org.facteur.mailstore.history.HistoryQuery;
import org.jspecify.annotations.Nullable;

/** What the query of {@code GET history} says; a value that cannot be is a 422 that names it. */
public class HistoryParameters extends PositionParameters {

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

    HistoryQuery query() {
        return new HistoryQuery(sender(), recipient, messageId, moment("from", from), moment("until", until));
    }

    OptionalLong position() {
        return numberAfter().map(OptionalLong::of).orElse(OptionalLong.empty());
    }
}
