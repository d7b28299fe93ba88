package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Optional;
import org.facteur.mailstore.domain.DomainService;
import org.facteur.mailstore.tlsreport.ReceivedReport;
import org.facteur.mailstore.tlsreport.ReportRecord;
import org.facteur.mailstore.tlsreport.TlsReportService;
import org.jspecify.annotations.Nullable;

/** {@code tls/reports.xhtml}: what others report of their connections to this server. What it shows is in its address. */
@Named
@RequestScoped
public class TlsReportsView {

    private static final int ROWS = 25;

    /** Domains whose records are shown. */
    private static final int RECORDS = 50;

    @Inject
    private TlsReportService service;

    @Inject
    private DomainService domains;

    private @Nullable String domain;
    private @Nullable Long after;
    private List<ReceivedReport> reports = List.of();
    private List<ReportRecord> records = List.of();
    private @Nullable Long next;

    public void load() {
        List<ReceivedReport> found = service.list(domain == null ? "" : domain, Optional.ofNullable(after), ROWS + 1);
        reports = found.subList(0, Math.min(ROWS, found.size()));
        next = found.size() > ROWS ? (Long) reports.get(ROWS - 1).id() : null;
        records = domains.list().stream()
                .limit(RECORDS)
                .flatMap(each -> service.record(each.name()).stream())
                .toList();
    }

    public List<ReceivedReport> getReports() {
        return reports;
    }

    /** What the domains of this server publish so that others report; empty where there is no account for reports. */
    public List<ReportRecord> getRecords() {
        return records;
    }

    /** Who sends reports from here, or null if nobody does. */
    public @Nullable String getContact() {
        return service.contact().orElse(null);
    }

    /** The domains that a report is about. */
    public List<String> domainsOf(ReceivedReport report) {
        return report.policies().stream()
                .map(ReceivedReport.Policy::domain)
                .distinct()
                .limit(3)
                .toList();
    }

    /** Where the list goes on; null at its end. */
    public @Nullable Long getNext() {
        return next;
    }

    public @Nullable String getDomain() {
        return domain;
    }

    public void setDomain(@Nullable String domain) {
        this.domain = domain;
    }

    public @Nullable String getAfter() {
        return after == null ? null : after.toString();
    }

    /** What is no report is the beginning. */
    public void setAfter(@Nullable String after) {
        this.after = after != null && after.matches("[0-9]{1,18}") ? Long.valueOf(after) : null;
    }
}
