package org.facteur.admin.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.tlsreport.ReceivedReport;

/** What connections were held to, and how many were not so, as JSON. */
@Schema(name = "ReceivedTlsPolicy")
public record ReceivedTlsPolicyDocument(
        @Schema(example = "sts", description = "sts, tlsa or no-policy-found.")
        String kind,

        @Schema(example = "example.test") String domain,
        @Schema(type = SchemaType.INTEGER, format = "int64") long successes,
        @Schema(type = SchemaType.INTEGER, format = "int64") long failures,

        @Schema(description = "Empty in lists.") List<ReceivedTlsFailureDocument> details) {

    static ReceivedTlsPolicyDocument of(ReceivedReport.Policy policy) {
        return new ReceivedTlsPolicyDocument(
                policy.kind(),
                policy.domain(),
                policy.successes(),
                policy.failures(),
                policy.details().stream().map(ReceivedTlsFailureDocument::of).toList());
    }
}
