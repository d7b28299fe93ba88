package org.facteur.admin.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.signing.KeyRecord;

/** The TXT record of a key, as JSON. */
@Schema(name = "DomainKeyRecord")
public record DomainKeyRecordDocument(
        @Schema(example = "rsa20260301._domainkey.example.org")
        String name,

        @Schema(description = "All strings joined.") String value,

        @Schema(
                type = SchemaType.ARRAY,
                implementation = String.class,
                description = "The value in strings of 255 octets at most.")
        List<String> strings,

        @Schema(description = "The record as a line of a zone file.")
        String zone) {

    static DomainKeyRecordDocument of(KeyRecord record) {
        return new DomainKeyRecordDocument(record.name(), record.value(), record.strings(), record.zoneLine());
    }
}
