package org.facteur.admin.rest;

import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.facteur.mailstore.tlsreport.ReportSender;

/** What came of a report that was to be sent, as JSON. */
@Schema(name = "SentTlsReport")
public record SentTlsReportDocument(
        @Schema(
                example = "sent",
                description = "sent; nothing, if nothing has been collected or no reports are sent; unwanted, if the"
                        + " domain publishes no address for reports; postponed or given-up.")
        String result) {

    static SentTlsReportDocument of(ReportSender.Result result) {
        return new SentTlsReportDocument(result.name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }
}
