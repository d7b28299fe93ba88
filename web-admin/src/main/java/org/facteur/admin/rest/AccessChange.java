package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.api.mailbox.Rights;

/** The rights that an identifier is given. */
@Schema(name = "AccessChange")
record AccessChange(
        @Schema(
                type = SchemaType.STRING,
                example = "lrs",
                description = "The letters of the rights (RFC 4314 section 2.1, and n of RFC 5257), at least one.")
        Rights rights) {

    static AccessChange from(JsonObject body) {
        String letters = new JsonFields(body).only("rights").text("rights");
        return new AccessChange(Rights.parse(letters)
                .orElseThrow(() -> ProblemException.invalid("rights", "These are letters of rights such as lrs.")));
    }
}
