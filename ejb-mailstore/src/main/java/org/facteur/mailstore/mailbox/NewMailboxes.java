package org.facteur.mailstore.mailbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.MailboxName;

/**
 * Makes mailboxes within the transaction of its caller, who holds the lock of the account. Where that is not possible nothing
 * has been done, and the transaction goes on if the caller wants it to.
 */
@ApplicationScoped
public class NewMailboxes {

    /** Names of one account. */
    static final int MAX_MAILBOXES = 10_000;

    @Inject
    private MailboxRepository mailboxes;

    /**
     * Makes a mailbox and the superiors that are missing.
     *
     * @throws MailStoreException {@code ALREADY_EXISTS}, {@code LIMIT_REACHED}
     */
    public Mailbox make(AccountId account, MailboxName name) throws MailStoreException {
        Optional<Mailbox> known = mailboxes.find(account, name);
        if (known.isPresent() && known.get().isSelectable()) {
            throw exists();
        }
        if (known.isPresent()) {
            Mailbox mailbox = known.get();
            mailbox.makeSelectable();
            return mailbox;
        }
        makeSuperiors(account, name);
        Mailbox mailbox = Mailbox.empty(account, name, null);
        mailboxes.add(mailbox);
        return mailbox;
    }

    /** Makes those above a name that are missing. */
    void makeSuperiors(AccountId account, MailboxName name) throws MailStoreException {
        List<MailboxName> superiors = new ArrayList<>();
        for (Optional<MailboxName> parent = name.parent();
                parent.isPresent();
                parent = parent.get().parent()) {
            superiors.add(parent.get());
        }
        if (mailboxes.count(account) + superiors.size() >= MAX_MAILBOXES) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "The account has too many mailboxes");
        }
        if (superiors.isEmpty()) {
            return;
        }
        Map<MailboxName, Mailbox> known = new HashMap<>();
        mailboxes.find(account, superiors).forEach(mailbox -> known.put(mailbox.name(), mailbox));
        for (MailboxName superior : superiors) {
            if (!known.containsKey(superior)) {
                mailboxes.add(Mailbox.empty(account, superior, null));
            }
        }
    }

    static MailStoreException exists() {
        return new MailStoreException(Reason.ALREADY_EXISTS, "A mailbox of this name exists already");
    }
}
