package org.facteur.mailstore.maildrop;

import java.util.Optional;
import org.facteur.api.account.AccountId;

/** Who has which maildrop open. */
public interface MaildropLockRepository {

    Optional<MaildropLockRow> find(AccountId account);

    void add(MaildropLockRow lock);

    void remove(MaildropLockRow lock);

    /**
     * Removes every lock of a server.
     *
     * @return how many there were
     */
    int removeAll(String server);
}
