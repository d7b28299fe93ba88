package org.facteur.mailstore.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.facteur.api.MailStoreException;
import org.facteur.api.MailStoreException.Reason;
import org.facteur.api.account.AccountId;
import org.facteur.api.mailbox.AclEntry;
import org.facteur.api.mailbox.MailboxId;
import org.facteur.api.mailbox.Rights;
import org.facteur.api.mailbox.RightsChange;
import org.facteur.mailstore.account.AccountRepository;
import org.facteur.mailstore.account.MailAccount;
import org.facteur.mailstore.account.MailAddress;
import org.facteur.mailstore.index.MailboxEvents;
import org.facteur.mailstore.mailbox.MailboxRepository;

/** The access control lists as people write them, within the transaction of the caller. */
@ApplicationScoped
public class AccessLists {

    /** Lines of one list. */
    static final int MAX_LINES = 1_000;

    @Inject
    private GrantRepository grants;

    @Inject
    private AccountRepository accounts;

    @Inject
    private MailboxRepository mailboxes;

    @Inject
    private MailboxEvents events;

    /** Who is meant; empty if nobody has that name. */
    Optional<Grantee> grantee(String identifier) {
        boolean isDenied = !identifier.isEmpty() && identifier.charAt(0) == AclEntry.NEGATIVE;
        String name = isDenied ? identifier.substring(1) : identifier;
        return name.equalsIgnoreCase(AclEntry.ANYONE)
                ? Optional.of(new Grantee(Grantee.ANYONE, isDenied))
                : MailAddress.parse(name)
                        .flatMap(accounts::find)
                        .map(account -> new Grantee(account.id().value(), isDenied));
    }

    /** The owner, and whoever else is given or denied anything. */
    public List<AclEntry> of(AccountId owner, MailboxId mailbox) {
        List<Grant> lines = grants.of(mailbox);
        Set<Long> ids = new TreeSet<>();
        ids.add(owner.value());
        lines.forEach(line -> ids.add(line.grantee().id()));
        Map<Long, String> names = new HashMap<>(Map.of(Grantee.ANYONE, AclEntry.ANYONE));
        for (MailAccount account :
                accounts.findAll(ids.stream().map(AccountId::new).toList())) {
            names.put(account.id().value(), account.address());
        }
        List<AclEntry> entries = new ArrayList<>();
        entries.add(new AclEntry(names.getOrDefault(owner.value(), ""), Rights.ALL));
        for (Grant line : lines) {
            String name = names.get(line.grantee().id());
            // A grantee whose account is just being deleted has none.
            if (name != null) {
                entries.add(new AclEntry(line.grantee().isDenied() ? AclEntry.NEGATIVE + name : name, line.rights()));
            }
        }
        return entries;
    }

    /** Changes one line, and tells the sessions that have the mailbox open. */
    void change(MailboxId mailbox, Grantee grantee, RightsChange change) throws MailStoreException {
        if (mailboxes.lock(List.of(mailbox)).isEmpty()) {
            throw MailboxAccess.none();
        }
        List<Grant> lines = grants.of(mailbox);
        Rights before = lines.stream()
                .filter(line -> line.grantee().equals(grantee))
                .map(Grant::rights)
                .findFirst()
                .orElse(Rights.NONE);
        Rights after = change.applied(before);
        if (before.isEmpty() && !after.isEmpty() && lines.size() >= MAX_LINES) {
            throw new MailStoreException(Reason.LIMIT_REACHED, "The access control list is full");
        }
        if (!after.equals(before)) {
            grants.set(mailbox, grantee, after);
            events.changing(mailbox);
        }
    }
}
