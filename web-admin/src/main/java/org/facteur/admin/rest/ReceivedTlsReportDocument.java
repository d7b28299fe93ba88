package org.facteur.admin.rest;

import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.tlsreport.ReceivedReport;

/** What somebody reports of the TLS of their connections to this server, as JSON. */
@Schema(name = "ReceivedTlsReport")
public record ReceivedTlsReportDocument(
        @Schema(example = "4711") String id,

        @Schema(example = "Example Mail Ltd", description = "Who reports, as they say.")
        String organisation,

        @Schema(example = "5065427c-23d3-47ca-b6e0-946ea0e8c4be", description = "Under which they know it.")
        String name,

        @Schema(example = "tls-reports@example.net") String contact,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant received,

        @Schema(type = SchemaType.STRING, format = "date-time", description = "From when on it tells.")
        Instant begin,

        @Schema(type = SchemaType.STRING, format = "date-time")
        Instant end,

        List<ReceivedTlsPolicyDocument> policies) {

    static ReceivedTlsReportDocument of(ReceivedReport report) {
        return new ReceivedTlsReportDocument(
                Long.toString(report.id()),
                report.organisation(),
                report.name(),
                report.contact(),
                report.received(),
                report.begin(),
                report.end(),
                report.policies().stream().map(ReceivedTlsPolicyDocument::of).toList());
    }
}
