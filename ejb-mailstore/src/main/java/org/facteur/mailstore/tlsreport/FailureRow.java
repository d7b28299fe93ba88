package org.facteur.mailstore.tlsreport;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.util.Objects;

/** A kind of failure in a report that has come. */
@Entity
@Table(name = "received_tls_failure")
@IdClass(FailureRow.Key.class)
public class FailureRow {

    /** Which failure of which policy of which report. */
    public static class Key {

        private long reportId;
        private int policy;
        private int number;

        /** For JPA. */
        protected Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.reportId == reportId && key.policy == policy && key.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(reportId, policy, number);
        }
    }

    @Id
    @Column(name = "report_id")
    private long reportId;

    @Id
    private int policy;

    @Id
    private int number;

    private String kind = "";
    private String sender = "";
    private String host = "";
    private String address = "";
    private String reason = "";
    private long sessions;

    /** For JPA. */
    protected FailureRow() {}

    FailureRow(PolicyRow policy, int number, ReceivedReport.Failure failure) {
        this.reportId = policy.reportId();
        this.policy = policy.number();
        this.number = number;
        this.kind = failure.kind();
        this.sender = failure.sender();
        this.host = failure.host();
        this.address = failure.address();
        this.reason = failure.reason();
        this.sessions = failure.sessions();
    }

    int policy() {
        return policy;
    }

    ReceivedReport.Failure failure() {
        return new ReceivedReport.Failure(kind, sender, host, address, reason, sessions);
    }
}
