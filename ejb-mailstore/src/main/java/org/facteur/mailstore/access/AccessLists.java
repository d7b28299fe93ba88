package org.facteur.mailstore.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
        Map<Long, String> names = names(Stream.concat(
                Stream.of(owner.value()),
                lines.stream().map(line -> line.grantee().id())));
        List<AclEntry> entries = new ArrayList<>();
        entries.add(new AclEntry(names.getOrDefault(owner.value(), ""), Rights.ALL));
        lines.forEach(line -> entry(line, names).ifPresent(entries::add));
        return entries;
    }

    /** Who is given or denied anything in the mailboxes of an account, without the owner. */
    Map<MailboxId, List<AclEntry>> ofOthers(AccountId owner) {
        List<Grant> lines = grants.ofMailboxesOf(owner);
        Map<Long, String> names =
                names(lines.stream().map(line -> line.grantee().id()));
        Map<MailboxId, List<AclEntry>> entries = new HashMap<>();
        for (Grant line : lines) {
            entry(line, names)
                    .ifPresent(entry -> entries.computeIfAbsent(line.mailbox(), none -> new ArrayList<>())
                            .add(entry));
        }
        return entries;
    }

    private Map<Long, String> names(Stream<Long> ids) {
        Map<Long, String> names = new HashMap<>(Map.of(Grantee.ANYONE, AclEntry.ANYONE));
        for (MailAccount account :
                accounts.findAll(ids.distinct().sorted().map(AccountId::new).toList())) {
            names.put(account.id().value(), account.address());
        }
        return names;
    }

    /** Empty for a grantee whose account is just being deleted: it has no name. */
    private static Optional<AclEntry> entry(Grant line, Map<Long, String> names) {
        return Optional.ofNullable(names.get(line.grantee().id()))
                .map(name -> new AclEntry(line.grantee().isDenied() ? AclEntry.NEGATIVE + name : name, line.rights()));
    }

    /** Says that the present transaction changes the mailboxes that those see whom the lines are about (RFC 5465 section 5.9). */
    public void namesChanging(Collection<Grant> lines) {
        lines.forEach(line -> namesChanging(line.grantee()));
    }

    private void namesChanging(Grantee grantee) {
        if (grantee.id() == Grantee.ANYONE) {
            events.allNamesChanging();
        } else {
            events.namesChanging(new AccountId(grantee.id()));
        }
    }

    /** Changes one line, and tells the sessions that have the mailbox open, and those of whom the line is about. */
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
            namesChanging(grantee);
        }
    }
}
