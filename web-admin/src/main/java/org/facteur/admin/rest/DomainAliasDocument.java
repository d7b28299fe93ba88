package org.facteur.admin.rest;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.routing.DomainAlias;

/** Another name of a domain, as JSON. */
@Schema(name = "DomainAlias")
public record DomainAliasDocument(
        @Schema(example = "example.net") String name,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant created) {

    static DomainAliasDocument of(DomainAlias alias) {
        return new DomainAliasDocument(alias.name(), alias.created());
    }
}
