package org.facteur.mailstore.message;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.facteur.api.content.ContentId;
import org.facteur.mailstore.mime.ScannedMessage;
import org.facteur.mailstore.mime.StructureCodec;
import org.facteur.mailstore.text.MessageSummary;
import org.jspecify.annotations.Nullable;

/**
 * The octets of a message, with what is computed of them once. Written with its first message, it never changes; every copy
 * of the message shares it; when the last one is gone it is collected.
 *
 * <p>The octets are {@code head}, then the rows of {@code content_chunk} in their order.
 */
@Entity
@Table(name = "content")
@SuppressWarnings("UnusedVariable") // the columns are read by queries, each by those who need it
public class StoredContent {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "content_seq")
    @SequenceGenerator(name = "content_seq", sequenceName = "content_seq", allocationSize = 1000)
    private long id;

    @Column(name = "size")
    private long size;

    @Column(name = "header_size")
    private long headerSize;

    @Column(name = "head_size")
    private int headSize;

    private @Nullable Instant sent;

    @Column(name = "base_subject")
    private String baseSubject = "";

    private boolean reply;

    @Column(name = "message_id")
    private @Nullable String messageId;

    @Column(name = "reference_ids")
    private String references = "";

    private String preview = "";
    private byte[] structure = new byte[0];
    private byte[] head = new byte[0];

    /** Content that has an id, and is written when the transaction ends: until then {@link #describe} completes it. */
    protected StoredContent() {}

    void describe(byte[] head, ScannedMessage scanned, MessageSummary summary) {
        this.size = scanned.size();
        this.headerSize = scanned.structure().root().bodyStart();
        this.headSize = head.length;
        this.sent = summary.sent();
        this.baseSubject = storable(summary.baseSubject());
        this.reply = summary.reply();
        this.messageId = summary.messageId() == null ? null : storable(summary.messageId());
        this.references = storable(String.join(" ", summary.references()));
        this.preview = storable(summary.preview());
        this.structure = StructureCodec.encode(scanned.structure());
        this.head = head;
    }

    public ContentId id() {
        return new ContentId(id);
    }

    public long size() {
        return size;
    }

    /** Text that every database takes: none has a column for NUL and for half of a surrogate pair. */
    private static String storable(String text) {
        if (text.chars().noneMatch(c -> c == 0 || Character.isSurrogate((char) c))) {
            return text;
        }
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints()
                .filter(c -> c != 0 && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE))
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }
}
