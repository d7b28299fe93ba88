package org.facteur.admin.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.removal.RemovedPosition;
import org.facteur.mailstore.removal.RemovedQuery;
import org.facteur.mailstore.removal.RemovedSelection;
import org.jspecify.annotations.Nullable;

/** What the query of {@code GET accounts/…/removed} says; a value that cannot be is a 422 that names it. */
public class RemovedParameters {

    @QueryParam("mailbox")
    private @Nullable String mailbox;

    @QueryParam("subject")
    @DefaultValue("")
    private String subject = "";

    @QueryParam("sender")
    @DefaultValue("")
    private String sender = "";

    @QueryParam("from")
    private @Nullable String from;

    @QueryParam("until")
    private @Nullable String until;

    @QueryParam("after")
    private @Nullable String after;

    @QueryParam("count")
    @DefaultValue("" + ListParameters.DEFAULT_COUNT)
    private String count = "" + ListParameters.DEFAULT_COUNT;

    RemovedQuery query() {
        return new RemovedQuery(
                new RemovedSelection(mailbox("mailbox", mailbox), moment("from", from), moment("until", until)),
                subject,
                sender,
                after == null
                        ? null
                        : RemovedPosition.parse(after)
                                .orElseThrow(() ->
                                        ProblemException.invalid("after", "This is the next of an earlier answer.")),
                ListParameters.number("count", count, 1, RemovedQuery.MAX_COUNT));
    }

    /** @return null if the text is */
    static @Nullable MailboxName mailbox(String field, @Nullable String text) {
        try {
            return text == null ? null : new MailboxName(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field, "This is not a name of a mailbox.");
        }
    }

    /** @return null if the text is */
    static @Nullable Instant moment(String field, @Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw ProblemException.invalid(field, "This is a moment such as 2026-03-01T10:15:30Z.");
        }
    }
}
