package org.facteur.mailstore.queue;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Objects;
import org.facteur.api.queue.RemoteAnswer;

/** A time that a recipient was tried in vain. It never changes, and goes with the recipient. */
@Entity
@Table(name = "queue_attempt")
@IdClass(AttemptRow.Key.class)
@SuppressWarnings("UnusedVariable") // read by queries
public class AttemptRow {

    /** Which attempt at which recipient. */
    public static class Key {

        private long recipientId;
        private int number;

        /** For JPA. */
        protected Key() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && key.recipientId == recipientId && key.number == number;
        }

        @Override
        public int hashCode() {
            return Objects.hash(recipientId, number);
        }
    }

    @Id
    @Column(name = "recipient_id")
    private long recipientId;

    @Id
    private int number;

    private Instant attempted = Instant.EPOCH;
    private String host = "";
    private int code;
    private String status = "";
    private String text = "";

    /** For JPA. */
    protected AttemptRow() {}

    /** @param recipient after the attempt, of which it knows the answer already */
    AttemptRow(RecipientRow recipient) {
        RemoteAnswer answer = recipient.lastAnswer().orElseThrow();
        this.recipientId = recipient.id();
        this.number = recipient.attempts();
        this.attempted = recipient.lastAttempt().orElseThrow();
        this.host = answer.host();
        this.code = answer.code();
        this.status = answer.status();
        this.text = answer.text();
    }

    QueuedAttempt attempt() {
        return new QueuedAttempt(number, attempted, new RemoteAnswer(host, code, status, text));
    }
}
