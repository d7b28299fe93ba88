package org.facteur.admin.rest;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.signing.RecordCheck;

/** What the domain name system says of a record, as JSON. */
@Schema(name = "RecordCheck")
public record RecordCheckDocument(
        @Schema(example = "rsa20260301._domainkey.example.org")
        String name,

        @Schema(
                enumeration = {"published", "missing", "different", "unanswered"},
                description = "unanswered: the name servers do not answer.")
        String publication) {

    static RecordCheckDocument of(RecordCheck check) {
        return new RecordCheckDocument(
                check.record().name(), check.publication().name().toLowerCase(Locale.ROOT));
    }
}
