package org.facteur.mailstore.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.facteur.api.queue.RemoteAnswer;

/** Something that happened to a recipient in the queue. Written with it, read by statements, never changed. */
@Entity
@Table(name = "history_event")
@SuppressWarnings("UnusedVariable") // the columns are read by queries
public class QueueEvent {

    private static final int MAX_TEXT = 1_000;
    private static final int MAX_STATUS = 16;

    @Id
    private long id;

    @Column(name = "message_id")
    private long messageId;

    private String recipient = "";
    private String what = "";
    private String host = "";
    private int code;
    private String status = "";
    private String said = "";

    /** For JPA. */
    protected QueueEvent() {}

    QueueEvent(long id, long messageId, String recipient, HistoryEvent.What what, RemoteAnswer answer) {
        this.id = id;
        this.messageId = messageId;
        this.recipient = RecordedText.of(recipient, MAX_TEXT);
        this.what = what.name();
        this.host = RecordedText.of(answer.host(), MAX_TEXT);
        this.code = answer.code();
        this.status = RecordedText.of(answer.status(), MAX_STATUS);
        this.said = RecordedText.of(answer.text(), MAX_TEXT);
    }
}
