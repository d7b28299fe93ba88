package org.facteur.mailstore.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.facteur.api.outbound.BranchId;

/** A message of a transaction that has been prepared: it exists until that is decided. */
@Entity
@Table(name = "queue_branch")
@SuppressWarnings("UnusedVariable") // read by queries
public class BranchRow {

    @Id
    @Column(name = "message_id")
    private long messageId;

    private String branch = "";
    private String server = "";
    private Instant prepared = Instant.EPOCH;
    private Instant due = Instant.EPOCH;

    /** For JPA. */
    protected BranchRow() {}

    /**
     * @param server whose transaction manager decides
     * @param due when its recipients may be tried, once that is decided
     */
    BranchRow(MessageRow message, BranchId branch, String server, Instant prepared, Instant due) {
        this.messageId = message.id();
        this.branch = branch.text();
        this.server = server;
        this.prepared = prepared;
        this.due = due;
    }
}
