package org.facteur.mailstore.tlsreport;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;

/** A report that has come. It never changes, and is forgotten after a while. */
@Entity
@Table(name = "received_tls_report")
public class ReportRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "received_tls_report_seq")
    @SequenceGenerator(name = "received_tls_report_seq", sequenceName = "received_tls_report_seq", allocationSize = 50)
    private long id;

    private String organisation = "";

    @Column(name = "report_name")
    private String name = "";

    private String contact = "";
    private Instant received = Instant.EPOCH;
    private Instant begins = Instant.EPOCH;
    private Instant ends = Instant.EPOCH;

    /** For JPA. */
    protected ReportRow() {}

    ReportRow(ReceivedReport report, Instant received) {
        this.organisation = report.organisation();
        this.name = report.name();
        this.contact = report.contact();
        this.received = received;
        this.begins = report.begin();
        this.ends = report.end();
    }

    long id() {
        return id;
    }

    ReceivedReport report(List<ReceivedReport.Policy> policies) {
        return new ReceivedReport(id, organisation, name, contact, received, begins, ends, policies);
    }
}
