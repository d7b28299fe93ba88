package org.facteur.mailstore.account;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.facteur.api.account.AccountId;

/** The accounts of this server. */
public interface AccountRepository {

    void add(MailAccount account);

    void remove(MailAccount account);

    /** Writes what has been changed, so that the next query sees it. */
    void flush();

    Optional<MailAccount> find(MailAddress address);

    /** As it is now; not for changing. */
    Optional<MailAccount> find(AccountId account);

    /** Those of the accounts that there are, as they are now; not for changing. */
    List<MailAccount> findAll(Collection<AccountId> ids);

    /**
     * Whom an address leads to.
     *
     * @return empty if its domain is not one of this server's
     */
    Optional<Destination> destination(MailAddress address);

    /** The accounts of that local part in whatever domain, two at most. */
    List<MailAccount> findByLocalPart(String localPart);

    /** Those of the addresses that have an account, as they are now; not for changing. */
    List<MailAccount> findByAddress(Collection<MailAddress> addresses);

    /** Those of the addresses that have an account, locked until the transaction ends, in the order of their ids. */
    List<MailAccount> lock(Collection<MailAddress> addresses);

    /** The account, locked until the transaction ends. */
    Optional<MailAccount> lock(AccountId account);

    Optional<AccountSummary> summary(MailAddress address);

    List<AccountSummary> summaries(AccountQuery query);

    /** How many accounts the query matches, whatever its page. */
    long count(AccountQuery query);

    long count();
}
