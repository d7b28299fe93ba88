package org.facteur.mailstore.removal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.mailbox.Mailbox;
import org.jspecify.annotations.Nullable;

/**
 * Messages that were taken out of a mailbox together, by an expunge or with the mailbox itself. They are outside the quota, and
 * keep the UIDs that they had. Each is restored, or purged with the removal when its time is over.
 *
 * <p>Where deleted messages are not kept it is {@linkplain #lost lost} from the beginning.
 */
@Entity
@Table(name = "removal")
public class Removal {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "removal_seq")
    @SequenceGenerator(name = "removal_seq", sequenceName = "removal_seq", allocationSize = 100)
    private long id;

    @Column(name = "account_id")
    private @Nullable Long accountId;

    @Column(name = "origin_id")
    private long originId;

    @Column(name = "mailbox_name")
    private String mailboxName;

    private String keywords;
    private Instant removed;

    /** For JPA. */
    protected Removal() {}

    private Removal(@Nullable Long accountId, Mailbox origin, Instant removed) {
        this.accountId = accountId;
        this.originId = origin.id().value();
        this.mailboxName = origin.name().value();
        this.keywords = origin.keywords();
        this.removed = removed;
    }

    /** What its account may have back. */
    public static Removal restorable(AccountId account, Mailbox origin, Instant removed) {
        return new Removal(account.value(), origin, removed);
    }

    /** What nobody may have back: it is nobody's, and older than all others. */
    public static Removal lost(Mailbox origin) {
        return new Removal(null, origin, Instant.EPOCH);
    }

    /** This removal takes the place of its mailbox, which is deleted: the messages stay where they are. */
    public Removal ofWholeMailbox() {
        id = originId;
        return this;
    }

    /** Where its messages are meanwhile: no mailbox has this id. */
    public long id() {
        return id;
    }

    /** The mailbox that the messages were in; it may be gone. */
    public MailboxId origin() {
        return new MailboxId(originId);
    }

    /** The name that the mailbox had. */
    public MailboxName mailboxName() {
        return new MailboxName(mailboxName);
    }

    /** What the flags of its messages mean. */
    public FlagTable flagTable() {
        return Mailbox.flagTable(keywords);
    }

    public Instant removed() {
        return removed;
    }
}
