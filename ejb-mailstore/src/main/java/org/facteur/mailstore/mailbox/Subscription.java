package org.facteur.mailstore.mailbox;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.util.Objects;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxName;
import org.jspecify.annotations.Nullable;

/** A name that an account subscribes to, whether or not there is a mailbox of that name (RFC 3501 section 6.3.6). */
@Entity
@Table(name = "subscription")
public class Subscription {

    @EmbeddedId
    private Key key;

    /** For JPA. */
    protected Subscription() {}

    public Subscription(AccountId account, MailboxName name) {
        this.key = new Key(account, name);
    }

    public MailboxName name() {
        return new MailboxName(key.name);
    }

    /** Who subscribes to what. */
    @Embeddable
    public static class Key {

        @Column(name = "account_id")
        private long accountId;

        private String name = "";

        /** For JPA. */
        protected Key() {}

        Key(AccountId account, MailboxName name) {
            this.accountId = account.value();
            this.name = name.value();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Key key && accountId == key.accountId && name.equals(key.name);
        }

        @Override
        public int hashCode() {
            return Objects.hash(accountId, name);
        }
    }
}
