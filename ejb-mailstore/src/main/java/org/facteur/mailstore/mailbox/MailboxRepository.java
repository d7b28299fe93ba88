package org.facteur.mailstore.mailbox;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.api.mailbox.SpecialUse;

/** The mailboxes of all accounts, and the names that they subscribe to. */
public interface MailboxRepository {

    void add(Mailbox mailbox);

    void remove(Mailbox mailbox);

    /** Writes what has been changed, so that a name is free for the next. */
    void flush();

    /** As it is now; not for changing. */
    Optional<Mailbox> find(MailboxId id);

    /** As it is now; not for changing. */
    Optional<Mailbox> find(AccountId account, MailboxName name);

    /** All mailboxes of an account as they are now; not for changing. */
    List<Mailbox> findAll(AccountId account);

    /** All mailboxes of some accounts as they are now; not for changing. */
    List<Mailbox> findAll(Collection<AccountId> accounts);

    /** Those mailboxes of the accounts that have one of the names; not for changing. */
    List<Mailbox> find(Collection<AccountId> accounts, Collection<MailboxName> names);

    /** Those of the names that the account has; not for changing. */
    List<Mailbox> find(AccountId account, Collection<MailboxName> names);

    /** Whether a mailbox of the account is for this already. */
    boolean hasSpecialUse(AccountId account, SpecialUse use);

    /** Whether the account has a name below this one. */
    boolean hasInferiors(AccountId account, MailboxName name);

    /** The mailboxes that there are of these, locked until the transaction ends, in the order of their ids; one that is made by this transaction, after {@link #flush}. */
    List<Mailbox> lock(Collection<MailboxId> ids);

    /** A mailbox and those below it, locked until the transaction ends, in the order of their ids. */
    List<Mailbox> lockTree(AccountId account, MailboxName name);

    /** All mailboxes of an account, and some of others, locked until the transaction ends, in the order of their ids. */
    List<Mailbox> lockAll(AccountId account, Collection<MailboxId> others);

    /** How many names the account has. */
    long count(AccountId account);

    List<MailboxName> subscriptions(AccountId account);

    void subscribe(AccountId account, MailboxName name);

    void unsubscribe(AccountId account, MailboxName name);

    /** How many messages there are in all mailboxes that are somebody's, and their octets. */
    MessageTotals totals();
}
