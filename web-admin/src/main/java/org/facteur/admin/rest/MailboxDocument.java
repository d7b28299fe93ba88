package org.facteur.admin.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.access.MailboxSharing;

/**
 * A mailbox of an account, as JSON.
 *
 * @param acl who else may do what with it
 */
@Schema(name = "Mailbox")
public record MailboxDocument(
        @Schema(example = "Projects/Bridge") String name,

        @Schema(description = "Who else than its owner is given or denied rights.")
        List<AccessDocument> acl) {

    static MailboxDocument of(MailboxSharing mailbox) {
        return new MailboxDocument(
                mailbox.name().value(),
                mailbox.entries().stream().map(AccessDocument::of).toList());
    }
}
