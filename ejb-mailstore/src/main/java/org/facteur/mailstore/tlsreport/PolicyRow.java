package org.facteur.mailstore.tlsreport;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.List;
import java.util.Objects;

/** A policy of a report that has come. */
@Entity
@Table(name = "received_tls_policy")
@IdClass(PolicyRow.Key.class)
public class PolicyRow {

    /** Which policy of which report. */
    public static class Key {

        private long reportId;
        private int number;

        /** For JPA. */
        protected Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.reportId == reportId && key.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(reportId, number);
        }
    }

    @Id
    @Column(name = "report_id")
    private long reportId;

    @Id
    private int number;

    private String kind = "";
    private String domain = "";
    private long successes;
    private long failures;

    /** For JPA. */
    protected PolicyRow() {}

    PolicyRow(ReportRow report, int number, ReceivedReport.Policy policy) {
        this.reportId = report.id();
        this.number = number;
        this.kind = policy.kind();
        this.domain = policy.domain();
        this.successes = policy.successes();
        this.failures = policy.failures();
    }

    long reportId() {
        return reportId;
    }

    int number() {
        return number;
    }

    ReceivedReport.Policy policy(List<ReceivedReport.Failure> details) {
        return new ReceivedReport.Policy(kind, domain, successes, failures, details);
    }
}
