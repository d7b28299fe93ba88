package org.facteur.admin.rest;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A part of the reports, the newest first. */
@Schema(name = "ReceivedTlsReportPage")
public record ReceivedTlsReportPage(List<ReceivedTlsReportDocument> items) {}
