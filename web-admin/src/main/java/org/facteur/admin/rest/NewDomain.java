package org.facteur.admin.rest;

import jakarta.json.JsonObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What makes a domain. */
@Schema(name = "NewDomain")
record NewDomain(
        @Schema(required = true, example = "example.test") String name) {

    static NewDomain from(JsonObject body) {
        return new NewDomain(new JsonFields(body).only("name").text("name"));
    }
}
