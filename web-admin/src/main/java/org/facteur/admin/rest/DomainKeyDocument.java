package org.facteur.admin.rest;

import jakarta.json.bind.annotation.JsonbNillable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.signing.DomainKeySummary;
import org.jspecify.annotations.Nullable;

/** A key with which a domain signs, as JSON. */
@Schema(name = "DomainKey")
@JsonbNillable
public record DomainKeyDocument(
        @Schema(example = "rsa20260301") String selector,

        @Schema(
                enumeration = {"rsa-sha256", "ed25519-sha256"},
                example = "rsa-sha256")
        String algorithm,

        @Schema(
                enumeration = {"pending", "active", "retired"},
                description = "pending: to be published, and not signing yet; active: signing; retired: not any more.")
        String state,

        @Schema(
                type = SchemaType.ARRAY,
                implementation = DomainKeyRecordDocument.class,
                description = "What is to be published: for the domain, and for each of its other names.")
        List<DomainKeyRecordDocument> records,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant created,

        @Schema(type = SchemaType.STRING, format = "date-time", nullable = true) @Nullable
        Instant activated,

        @Schema(type = SchemaType.STRING, format = "date-time", nullable = true) @Nullable
        Instant retired,

        @Schema(
                type = SchemaType.STRING,
                format = "date-time",
                nullable = true,
                description = "Until when the records of a key that has retired stay published.")
        @Nullable
        Instant publishedUntil) {

    static DomainKeyDocument of(DomainKeySummary key) {
        return new DomainKeyDocument(
                key.selector(),
                key.algorithm().tag(),
                key.state().name().toLowerCase(Locale.ROOT),
                key.records().stream().map(DomainKeyRecordDocument::of).toList(),
                key.created(),
                key.activated().orElse(null),
                key.retired().orElse(null),
                key.publishedUntil().orElse(null));
    }
}
