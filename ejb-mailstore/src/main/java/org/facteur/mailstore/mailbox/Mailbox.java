package org.facteur.mailstore.mailbox;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.NamedQuery;
import jakarta.persistence.QueryHint;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.persistence.config.HintValues;
import org.eclipse.persistence.config.PessimisticLock;
import org.eclipse.persistence.config.QueryHints;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.FlagTable;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.MailboxStatus;
import org.facteur.api.mailbox.SpecialUse;
import org.facteur.api.mailbox.UidSet;
import org.jspecify.annotations.Nullable;

/**
 * A mailbox, or a name that only has inferiors.
 *
 * <p>Whoever changes anything in a mailbox holds the lock of this row, which orders all changes: UIDs and mod-sequences are
 * taken under it and become visible in that order, and the counters are exact. Mailboxes are locked after their accounts, and
 * in the order of their ids. A deleted mailbox is a removal with its messages, under the same id.
 */
@Entity
@Table(name = "mailbox")
@NamedQuery(
        name = Mailbox.LOCK,
        query = "SELECT m FROM Mailbox m WHERE m.id = :id AND m.accountId IS NOT NULL",
        hints = {
            @QueryHint(name = QueryHints.PESSIMISTIC_LOCK, value = PessimisticLock.Lock),
            @QueryHint(name = QueryHints.FLUSH, value = HintValues.FALSE)
        })
public class Mailbox {

    /** Every change of a mailbox begins with it: translated once, see {@code MailAccount.LOCK_BY_ADDRESS}. */
    static final String LOCK = "Mailbox.lock";

    /** The longest keyword: with {@link FlagTable#MAX_KEYWORDS} of them the column is full. */
    static final int MAX_KEYWORD_LENGTH = 120;

    /** No keyword has a space: it is an atom (RFC 3501 section 9). */
    private static final String BETWEEN_KEYWORDS = " ";

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "mailbox_seq")
    @SequenceGenerator(name = "mailbox_seq", sequenceName = "mailbox_seq", allocationSize = 10)
    private long id;

    @Column(name = "account_id")
    private @Nullable Long accountId;

    private String name;
    private boolean selectable;

    @Enumerated(EnumType.STRING)
    @Column(name = "special_use")
    private @Nullable SpecialUse specialUse;

    @Column(name = "uidnext")
    private long uidNext;

    @Column(name = "highestmodseq")
    private long highestModSeq;

    @Column(name = "recent_from")
    private long recentFrom;

    private long messages;
    private long unseen;
    private long recent;

    @Column(name = "size")
    private long size;

    private String keywords;

    @Column(name = "log_from")
    private long logFrom;

    @Column(name = "annotation_octets")
    private long annotationOctets;

    /** For JPA. */
    protected Mailbox() {}

    private Mailbox(AccountId account, MailboxName name, boolean selectable, @Nullable SpecialUse specialUse) {
        this.accountId = account.value();
        this.name = name.value();
        this.selectable = selectable;
        this.specialUse = specialUse;
        this.uidNext = 1;
        this.highestModSeq = 1;
        this.recentFrom = 1;
        this.keywords = "";
    }

    /** An empty mailbox. */
    public static Mailbox empty(AccountId account, MailboxName name, @Nullable SpecialUse specialUse) {
        return new Mailbox(account, name, true, specialUse);
    }

    /** A name that only has inferiors. */
    static Mailbox nameOnly(AccountId account, MailboxName name) {
        return new Mailbox(account, name, false, null);
    }

    public MailboxId id() {
        return new MailboxId(id);
    }

    /** The account whose mailbox this is. */
    public Optional<AccountId> account() {
        return Optional.ofNullable(accountId).map(AccountId::new);
    }

    public MailboxName name() {
        return new MailboxName(name);
    }

    public boolean isSelectable() {
        return selectable;
    }

    public Optional<SpecialUse> specialUse() {
        return Optional.ofNullable(specialUse);
    }

    /**
     * Tells this mailbox from every other that ever had its name: ids ascend for ever, and begin with the second in which the
     * database was made, so that they ascend through a new database, too (RFC 3501 section 2.3.1.1).
     */
    public long uidValidity() {
        return id;
    }

    public long highestModSeq() {
        return highestModSeq;
    }

    public long messages() {
        return messages;
    }

    public long size() {
        return size;
    }

    /** Octets of all annotations of the messages. */
    public long annotationOctets() {
        return annotationOctets;
    }

    /** Counts annotations that came, or with a minus went. */
    public void annotated(long octets) {
        annotationOctets += octets;
    }

    /** As the column holds them. */
    public String keywords() {
        return keywords;
    }

    public FlagTable flagTable() {
        return flagTable(keywords);
    }

    /** @param keywords as the column holds them */
    public static FlagTable flagTable(String keywords) {
        return keywords.isEmpty() ? FlagTable.SYSTEM_ONLY : new FlagTable(List.of(keywords.split(BETWEEN_KEYWORDS)));
    }

    /** @param calledName what the account that asks calls it */
    public MailboxStatus status(MailboxName calledName) {
        return new MailboxStatus(
                id(), calledName, messages, recent, uidNext, uidValidity(), unseen, highestModSeq, size);
    }

    /** The UIDs that no session has been told of as recent yet, whether or not there are messages of all of them. */
    public UidSet recentUids() {
        return UidSet.range(recentFrom, uidNext - 1);
    }

    long uidNext() {
        return uidNext;
    }

    public boolean hasRecent() {
        return recent > 0;
    }

    /** From now on only what comes is recent. */
    public void claimRecent() {
        recentFrom = uidNext;
        recent = 0;
    }

    /**
     * Takes UIDs for messages about to be stored.
     *
     * @return the first of them
     * @throws MailStoreException {@code LIMIT_REACHED} when the mailbox has used up its UIDs
     */
    public long takeUids(long count) throws MailStoreException {
        if (uidNext + count - 1 > UidSet.MAX_UID) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "The mailbox has used up its unique identifiers");
        }
        long first = uidNext;
        uidNext += count;
        return first;
    }

    /** Takes the mod-sequence of one change, of however many messages. */
    public long takeModSeq() {
        return ++highestModSeq;
    }

    /** Counts messages that came in, all of them recent. */
    public void added(MessageTotals totals) {
        messages += totals.messages();
        unseen += totals.unseen();
        recent += totals.messages();
        size += totals.size();
    }

    /** Counts messages that went. */
    public void removed(MessageTotals totals) {
        messages -= totals.messages();
        unseen -= totals.unseen();
        recent -= totals.recent();
        size -= totals.size();
    }

    /** @param messages how many have got {@code \Seen}, or with a minus have lost it */
    public void seen(long messages) {
        unseen -= messages;
    }

    /** The least UID that counts as recent. */
    public long recentFrom() {
        return recentFrom;
    }

    /**
     * The mask of the flags named, with a bit for each keyword, if need be a new one.
     *
     * @throws MailStoreException {@code LIMIT_REACHED} when a new keyword does not fit
     */
    public long maskOf(Flags flags) throws MailStoreException {
        FlagTable known = flagTable();
        List<String> names = new ArrayList<>(known.keywords());
        for (String keyword : flags.keywords()) {
            if (known.bitOf(keyword).isEmpty()) {
                if (names.size() == FlagTable.MAX_KEYWORDS || keyword.length() > MAX_KEYWORD_LENGTH) {
                    throw new MailStoreException(Reason.LIMIT_REACHED, "The mailbox has no room for another keyword");
                }
                names.add(keyword);
            }
        }
        if (names.size() == known.keywords().size()) {
            return known.mask(flags);
        }
        keywords = String.join(BETWEEN_KEYWORDS, names);
        return flagTable().mask(flags);
    }

    void rename(MailboxName name) {
        this.name = name.value();
    }

    /** @param use what it is for from now on; null for nothing special */
    void makeSelectable(@Nullable SpecialUse use) {
        selectable = true;
        specialUse = use;
    }

    /** From here on it is known what went; what went up to here may be forgotten. */
    public void forgetLog(long throughModSeq) {
        logFrom = Math.max(logFrom, throughModSeq);
    }
}
