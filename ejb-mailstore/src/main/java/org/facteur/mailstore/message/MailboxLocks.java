package org.facteur.mailstore.message;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.mailbox.MessageTotals;

/**
 * Finds and locks what a change of messages needs. Locks are taken in one order everywhere, so that nobody waits in a circle:
 * the accounts whose use changes, by id, then mailboxes by id.
 */
@ApplicationScoped
public class MailboxLocks {

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    public MailAccount lock(AccountId account) throws MailStoreException {
        return accounts.lock(account).orElseThrow(MailboxLocks::noAccount);
    }

    /** The account whose mailbox this is. */
    MailAccount lockOwner(MailboxId mailbox) throws MailStoreException {
        Optional<AccountId> owner = mailboxes.find(mailbox).flatMap(Mailbox::account);
        return lock(owner.orElseThrow(MailboxLocks::gone));
    }

    /** The accounts between which messages move. */
    Owners lock(AccountId source, AccountId target) throws MailStoreException {
        if (source.equals(target)) {
            MailAccount owner = lock(source);
            return new Owners(owner, owner);
        }
        boolean sourceFirst = source.value() < target.value();
        MailAccount first = lock(sourceFirst ? source : target);
        MailAccount second = lock(sourceFirst ? target : source);
        return sourceFirst ? new Owners(first, second) : new Owners(second, first);
    }

    public Mailbox lock(MailboxId mailbox) throws MailStoreException {
        return mailboxes.lock(List.of(mailbox)).stream().findFirst().orElseThrow(MailboxLocks::gone);
    }

    Pair lock(MailboxId source, MailboxId target) throws MailStoreException {
        Set<MailboxId> ids = new LinkedHashSet<>(List.of(source));
        ids.add(target);
        List<Mailbox> locked = mailboxes.lock(ids);
        if (locked.size() != ids.size()) {
            throw gone();
        }
        Mailbox first = locked.get(0);
        Mailbox last = locked.get(locked.size() - 1);
        return first.id().equals(source) ? new Pair(first, last) : new Pair(last, first);
    }

    /** Counts messages that come in against the quota. */
    public static void use(MailAccount account, MessageTotals totals) throws MailStoreException {
        checkRoom(account, totals);
        account.use(totals.messages(), totals.size());
    }

    /** Whether an account has room, as it is now: nothing is locked. */
    void checkRoom(AccountId account, MessageTotals totals) throws MailStoreException {
        checkRoom(accounts.find(account).orElseThrow(MailboxLocks::noAccount), totals);
    }

    static void checkRoom(MailAccount account, MessageTotals totals) throws MailStoreException {
        if (!account.hasRoomFor(totals.messages(), totals.size())) {
            throw new MailStoreException(Reason.OVER_QUOTA, "The account has no room for this");
        }
    }

    static void giveBack(MailAccount account, MessageTotals totals) {
        account.use(-totals.messages(), -totals.size());
    }

    private static MailStoreException noAccount() {
        return new MailStoreException(Reason.NO_SUCH_MAILBOX, "The account has been deleted");
    }

    static MailStoreException gone() {
        return new MailStoreException(Reason.NO_SUCH_MAILBOX, "The mailbox has been deleted");
    }

    /** Two accounts that may be one. */
    record Owners(MailAccount source, MailAccount target) {

        /** Counts messages that go from one to the other. */
        void pass(MessageTotals totals) throws MailStoreException {
            if (source != target) {
                use(target, totals);
                giveBack(source, totals);
            }
        }
    }

    /** Two mailboxes that may be one. */
    record Pair(Mailbox source, Mailbox target) {}
}
