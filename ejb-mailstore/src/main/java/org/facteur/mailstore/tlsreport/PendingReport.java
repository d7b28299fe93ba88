package org.facteur.mailstore.tlsreport;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;

/**
 * What a destination is to be told of a day. It exists from the first connection of the day on, is due after its end, and goes when the
 * destination has been told, or wants to hear nothing.
 */
@Entity
@Table(name = "tls_report")
@SuppressWarnings("UnusedVariable") // when it is due is read by queries
public class PendingReport {

    @Id
    private String id = "";

    @Column(name = "utc_day")
    private long day;

    private String destination = "";
    private Instant due = Instant.EPOCH;
    private long claim;
    private int attempts;

    /** For JPA. */
    protected PendingReport() {}

    PendingReport(LocalDate day, String destination, Instant due) {
        this.id = UUID.randomUUID().toString();
        this.day = day.toEpochDay();
        this.destination = destination;
        this.due = due;
    }

    /** Under which the destination knows it, however often it is sent. */
    String id() {
        return id;
    }

    LocalDate day() {
        return LocalDate.ofEpochDay(day);
    }

    String destination() {
        return destination;
    }

    /** How often it has been tried, this time included. */
    int attempts() {
        return attempts;
    }

    long claim() {
        return claim;
    }

    /** Whoever knows the token has it until then. */
    void claim(long token, Instant until) {
        claim = token;
        due = until;
        attempts++;
    }

    void postpone(Instant until) {
        claim = 0;
        due = until;
    }
}
