package org.facteur.admin.rest;

import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.tlsreport.ReceivedReport;

/** Connections that failed the same way, as JSON; what the report does not say is empty. */
@Schema(name = "ReceivedTlsFailure")
public record ReceivedTlsFailureDocument(
        @Schema(example = "certificate-expired") String kind,

        @Schema(example = "192.0.2.1", description = "Their server.")
        String sender,

        @Schema(example = "mx.example.test", description = "Ours.")
        String host,

        @Schema(example = "203.0.113.7") String address,
        String reason,
        @Schema(type = SchemaType.INTEGER, format = "int64") long sessions) {

    static ReceivedTlsFailureDocument of(ReceivedReport.Failure failure) {
        return new ReceivedTlsFailureDocument(
                failure.kind(),
                failure.sender(),
                failure.host(),
                failure.address(),
                failure.reason(),
                failure.sessions());
    }
}
