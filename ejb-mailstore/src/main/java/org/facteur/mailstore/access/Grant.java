package org.facteur.mailstore.access;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Objects;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.Rights;
import org.jspecify.annotations.Nullable;

/** Rights in a mailbox that somebody is given, or denied: one line of its access control list. */
@Entity
@Table(name = "mailbox_grant")
public class Grant {

    @EmbeddedId
    private Key key;

    private String letters = "";

    /** For JPA. */
    protected Grant() {}

    Grant(MailboxId mailbox, Grantee grantee, Rights rights) {
        this.key = new Key(mailbox, grantee);
        this.letters = rights.letters();
    }

    public MailboxId mailbox() {
        return new MailboxId(key.mailboxId);
    }

    Grantee grantee() {
        return new Grantee(key.granteeId, key.denied);
    }

    Rights rights() {
        return Rights.parse(letters).orElse(Rights.NONE);
    }

    /** Who is given rights in which mailbox. */
    @Embeddable
    public static class Key {

        @Column(name = "mailbox_id")
        private long mailboxId;

        @Column(name = "grantee_id")
        private long granteeId;

        private boolean denied;

        /** For JPA. */
        protected Key() {}

        Key(MailboxId mailbox, Grantee grantee) {
            this.mailboxId = mailbox.value();
            this.granteeId = grantee.id();
            this.denied = grantee.isDenied();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key
                    && mailboxId == key.mailboxId
                    && granteeId == key.granteeId
                    && denied == key.denied;
        }

        @Override
        public int hashCode() {
            return Objects.hash(mailboxId, granteeId, denied);
        }
    }
}
