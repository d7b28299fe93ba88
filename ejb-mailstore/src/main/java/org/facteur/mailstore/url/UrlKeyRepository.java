package org.facteur.mailstore.url;

import java.util.Optional;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxId;

/** The key of each mailbox of which a URL has been given away. */
public interface UrlKeyRepository {

    Optional<byte[]> find(MailboxId mailbox);

    /** Gives a key to a mailbox that has none; its row is locked. */
    void add(MailboxId mailbox, byte[] key);

    void remove(MailboxId mailbox);

    /** Removes the keys of all mailboxes of an account. */
    void removeAll(AccountId account);
}
