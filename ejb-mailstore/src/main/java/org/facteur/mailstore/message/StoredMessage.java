package org.facteur.mailstore.message;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import org.facteur.api.content.ContentId;
import org.facteur.api.mailbox.MailboxId;
import org.jspecify.annotations.Nullable;

/**
 * A message in a mailbox. It is made by a delivery or an APPEND; from then on only statements over whole ranges touch it, so
 * that a thousand messages cost what one does.
 */
@Entity
@Table(name = "message")
@SuppressWarnings("UnusedVariable") // the columns are read by queries
public class StoredMessage {

    @EmbeddedId
    private Key key;

    @Column(name = "content_id")
    private long contentId;

    @Column(name = "internal_date")
    private Instant internalDate;

    /** The date of its Date header as written, in days since 1970-01-01. */
    @Column(name = "sent_day")
    private @Nullable Integer sentDay;

    private long size;
    private long flags;

    @Column(name = "modseq")
    private long modSeq;

    /** For JPA. */
    protected StoredMessage() {}

    /** @param flags bits as the mailbox's flag table names them */
    public StoredMessage(
            MailboxId mailbox, long uid, WrittenContent content, Instant internalDate, long flags, long modSeq) {
        this.key = new Key(mailbox, uid);
        this.contentId = content.id().value();
        this.internalDate = internalDate;
        LocalDate sent = content.sentDate();
        this.sentDay = sent == null ? null : Math.toIntExact(sent.toEpochDay());
        this.size = content.size();
        this.flags = flags;
        this.modSeq = modSeq;
    }

    public ContentId content() {
        return new ContentId(contentId);
    }

    /** Which message of which mailbox. */
    @Embeddable
    public static class Key {

        @Column(name = "mailbox_id")
        private long mailboxId;

        private long uid;

        /** For JPA. */
        protected Key() {}

        Key(MailboxId mailbox, long uid) {
            this.mailboxId = mailbox.value();
            this.uid = uid;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && mailboxId == key.mailboxId && uid == key.uid;
        }

        @Override
        public int hashCode() {
            return Objects.hash(mailboxId, uid);
        }
    }
}
