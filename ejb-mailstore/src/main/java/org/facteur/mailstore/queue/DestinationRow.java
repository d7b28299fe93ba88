package org.facteur.mailstore.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A destination that could not be reached, from then on until it can be; only statements over many of them need the entity. */
@Entity
@Table(name = "queue_destination")
@SuppressWarnings("UnusedVariable") // read by queries
public class DestinationRow {

    @Id
    private String name = "";

    private int failures;

    @Column(name = "not_before")
    private Instant notBefore = Instant.EPOCH;

    protected DestinationRow() {}
}
