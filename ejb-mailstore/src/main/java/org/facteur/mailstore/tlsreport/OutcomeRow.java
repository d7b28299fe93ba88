package org.facteur.mailstore.tlsreport;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.facteur.api.tlsreport.AppliedPolicy;
import org.facteur.api.tlsreport.AppliedPolicy.Kind;
import org.facteur.api.tlsreport.TlsCount;
import org.facteur.api.tlsreport.TlsFailure;
import org.facteur.api.tlsreport.TlsOutcome;

/** How many connections of a day ended the same way. It grows until its destination has been told. */
@Entity
@Table(name = "tls_outcome")
@IdClass(OutcomeRow.Key.class)
public class OutcomeRow {

    /** Of which day, and which outcome. */
    public static class Key {

        private long day;
        private String digest = "";

        /** For JPA. */
        protected Key() {}

        Key(LocalDate day, TlsOutcome outcome) {
            this.day = day.toEpochDay();
            this.digest = digestOf(outcome);
        }

        long day() {
            return day;
        }

        String digest() {
            return digest;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.day == day && key.digest.equals(digest);
        }

        @Override
        public int hashCode() {
            return Objects.hash(day, digest);
        }
    }

    @Id
    @Column(name = "utc_day")
    private long day;

    @Id
    private String digest = "";

    private String destination = "";

    @Column(name = "policy_kind")
    private String kind = "";

    @Column(name = "policy_domain")
    private String domain = "";

    @Column(name = "policy_lines")
    private String lines = "";

    @Column(name = "policy_hosts")
    private String hosts = "";

    private String failure = "";
    private String sender = "";
    private String host = "";
    private String address = "";
    private String reason = "";
    private long sessions;

    /** For JPA. */
    protected OutcomeRow() {}

    OutcomeRow(TlsCount count) {
        TlsOutcome outcome = count.outcome();
        AppliedPolicy policy = outcome.policy();
        Key key = new Key(count.day(), outcome);
        this.day = key.day();
        this.digest = key.digest();
        this.destination = policy.destination();
        this.kind = policy.kind().word();
        this.domain = policy.domain();
        this.lines = String.join("\n", policy.lines());
        this.hosts = String.join("\n", policy.hosts());
        this.failure = outcome.failure().map(TlsFailure::word).orElse("");
        this.sender = outcome.sender();
        this.host = outcome.host();
        this.address = outcome.address();
        this.reason = outcome.reason();
        this.sessions = count.sessions();
    }

    Key key() {
        Key key = new Key();
        key.day = day;
        key.digest = digest;
        return key;
    }

    void add(long more) {
        sessions += more;
    }

    TlsCount count() {
        return new TlsCount(
                LocalDate.ofEpochDay(day),
                new TlsOutcome(
                        new AppliedPolicy(
                                destination, Kind.of(kind).orElse(Kind.NONE), domain, split(lines), split(hosts)),
                        failure.isEmpty()
                                ? Optional.empty()
                                : Optional.of(TlsFailure.of(failure).orElse(TlsFailure.VALIDATION_FAILURE)),
                        sender,
                        host,
                        address,
                        reason),
                sessions);
    }

    private static List<String> split(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split("\n"));
    }

    private static String digestOf(TlsOutcome outcome) {
        AppliedPolicy policy = outcome.policy();
        String all = String.join(
                "\0",
                policy.destination(),
                policy.kind().word(),
                policy.domain(),
                String.join("\n", policy.lines()),
                String.join("\n", policy.hosts()),
                outcome.failure().map(TlsFailure::word).orElse(""),
                outcome.sender(),
                outcome.host(),
                outcome.address(),
                outcome.reason());
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
