package org.facteur.mailstore.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.facteur.api.MailStoreException;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.Flags;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.MailboxName;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.mailbox.Mailbox;
import org.facteur.mailstore.mailbox.MailboxRepository;
import org.facteur.mailstore.mailbox.NewMailboxes;
import org.facteur.mailstore.sieve.script.Disposition;
import org.facteur.mailstore.sieve.script.Disposition.Filing;
import org.jspecify.annotations.Nullable;

/**
 * Finds the mailboxes that scripts name, for all recipients in one query, before any of them is locked. A message for which
 * there is no such mailbox, or no room for all of its copies, goes to INBOX: it is never lost.
 */
@ApplicationScoped
public class Sorting {

    private static final System.Logger LOG = System.getLogger(Sorting.class.getName());

    /** A mailbox of an account, by name. */
    private record Place(AccountId account, MailboxName name) {}

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private NewMailboxes newMailboxes;

    /**
     * @param dispositions of accounts whose locks the caller holds
     * @param size octets of one copy
     */
    Map<MailboxId, Copy> copies(Map<MailAccount, Disposition> dispositions, long size) {
        Map<Place, Mailbox> known = named(dispositions);
        Map<MailboxId, Copy> copies = new HashMap<>();
        dispositions.forEach((account, disposition) -> copies.putAll(copies(account, disposition, known, size)));
        return copies;
    }

    private Map<MailboxId, Copy> copies(
            MailAccount account, Disposition disposition, Map<Place, Mailbox> known, long size) {
        if (disposition.filings().size() > 1
                && !account.hasRoomFor(
                        disposition.filings().size(), disposition.filings().size() * size)) {
            fallBack(account, "there is no room for all copies");
            return Map.of(inbox(account), new Copy(account, Flags.NONE));
        }
        Map<MailboxId, Copy> copies = new LinkedHashMap<>();
        for (Filing filing : disposition.filings()) {
            MailboxId mailbox = mailbox(account, filing, known);
            copies.putIfAbsent(mailbox, new Copy(account, filing.flags()));
        }
        return copies;
    }

    private MailboxId mailbox(MailAccount account, Filing filing, Map<Place, Mailbox> known) {
        if (filing.mailbox().isInbox()) {
            return inbox(account);
        }
        Optional<Mailbox> found = Optional.ofNullable(known.get(new Place(account.id(), filing.mailbox())))
                .filter(Mailbox::isSelectable);
        if (found.isPresent()) {
            return found.get().id();
        }
        if (!filing.create()) {
            return inbox(account);
        }
        try {
            Mailbox made = newMailboxes.make(account.id(), filing.mailbox());
            // So that it can be locked.
            mailboxes.flush();
            return made.id();
        } catch (MailStoreException e) {
            fallBack(account, e.getMessage());
            return inbox(account);
        }
    }

    private static MailboxId inbox(MailAccount account) {
        return new MailboxId(account.inboxId());
    }

    private static void fallBack(MailAccount account, @Nullable String reason) {
        LOG.log(
                System.Logger.Level.WARNING,
                "What the Sieve script of {0} files is kept in INBOX: {1}",
                account.address(),
                reason);
    }

    private Map<Place, Mailbox> named(Map<MailAccount, Disposition> dispositions) {
        List<AccountId> accounts = new ArrayList<>();
        Set<MailboxName> names = new LinkedHashSet<>();
        dispositions.forEach((account, disposition) -> {
            boolean isElsewhere = false;
            for (Filing filing : disposition.filings()) {
                if (!filing.mailbox().isInbox()) {
                    names.add(filing.mailbox());
                    isElsewhere = true;
                }
            }
            if (isElsewhere) {
                accounts.add(account.id());
            }
        });
        Map<Place, Mailbox> named = new HashMap<>();
        for (Mailbox mailbox : mailboxes.find(accounts, names)) {
            mailbox.account().ifPresent(account -> named.put(new Place(account, mailbox.name()), mailbox));
        }
        return named;
    }
}
