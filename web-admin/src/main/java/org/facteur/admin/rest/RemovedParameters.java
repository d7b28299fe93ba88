package org.facteur.admin.rest;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.removal.RemovedPosition;
import org.facteur.mailstore.removal.RemovedQuery;
import org.facteur.mailstore.removal.RemovedSelection;
import org.jspecify.annotations.Nullable;

/** What the query of {@code GET accounts/…/removed} says; a value that cannot be is a 422 that names it. */
public class RemovedParameters extends PositionParameters {

    @QueryParam("mailbox")
    private @Nullable String mailbox;

    @QueryParam("subject")
    @DefaultValue("")
    private String subject = "";

    @QueryParam("from")
    private @Nullable String from;

    @QueryParam("until")
    private @Nullable String until;

    RemovedQuery query() {
        return new RemovedQuery(
                new RemovedSelection(
                        mailbox("mailbox", mailbox),
                        moment("from", from).orElse(null),
                        moment("until", until).orElse(null)),
                subject,
                sender(),
                after().map(text -> RemovedPosition.parse(text).orElseThrow(PositionParameters::notAnEnd))
                        .orElse(null),
                count(RemovedQuery.MAX_COUNT));
    }

    /** @return null if the text is */
    static @Nullable MailboxName mailbox(String field, @Nullable String text) {
        try {
            return text == null ? null : new MailboxName(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(field, "This is not a name of a mailbox.");
        }
    }
}
