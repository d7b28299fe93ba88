package org.facteur.admin.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What makes a domain. */
@Schema(name = "NewDomain")
record NewDomain(
        @Schema(required = true, example = "example.test") String name) {

    static NewDomain from(JsonFields fields) {
        return new NewDomain(fields.only("name").text("name"));
    }
}
