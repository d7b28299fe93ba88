package org.facteur.admin.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.api.mailbox.AclEntry;

/** A line of an access control list, as JSON. */
@Schema(name = "Access")
public record AccessDocument(
        @Schema(
                example = "bob@example.test",
                description = "An address, or anyone; with - in front the rights are denied.")
        String identifier,

        @Schema(example = "lrs", description = "The letters of the rights (RFC 4314 section 2.1, and n of RFC 5257).")
        String rights) {

    static AccessDocument of(AclEntry entry) {
        return new AccessDocument(entry.identifier(), entry.rights().letters());
    }
}
