package org.facteur.admin.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.facteur.mailstore.administration.AdministrationException;
import org.facteur.mailstore.tlsreport.ReceivedReport;
import org.facteur.mailstore.tlsreport.TlsReportService;
import org.jspecify.annotations.Nullable;

/** {@code tls/report.xhtml}: one report of somebody else. */
@Named
@RequestScoped
public class TlsReportView {

    @Inject
    private TlsReportService service;

    @Inject
    private Feedback feedback;

    private String id = "";
    private @Nullable ReceivedReport report;

    public void load() {
        try {
            report = service.find(Long.parseLong(id));
        } catch (AdministrationException | NumberFormatException notThere) {
            feedback.notFound();
        }
    }

    /** Null if there is none. */
    public @Nullable ReceivedReport getReport() {
        return report;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
